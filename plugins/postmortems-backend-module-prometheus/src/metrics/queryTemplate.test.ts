import { parseQueryTemplate } from './queryTemplate';

describe('parseQueryTemplate', () => {
  it('renders the service name in string matchers', () => {
    const template = parseQueryTemplate(
      'sum(rate(requests{service="$service",path!="/x\\"$service"}[1m]))',
    );
    expect(template.perService).toBe(true);
    expect(template.render('basket')).toBe(
      'sum(rate(requests{service="basket",path!="/x\\"basket"}[1m]))',
    );
  });

  it('escapes a name that would end its string', () => {
    const template = parseQueryTemplate('up{service="$service"}');
    expect(template.render('a"} or {b="\\\n')).toBe(
      'up{service="a\\"} or {b=\\"\\\\\\n"}',
    );
  });

  it('escapes a name in a regular expression', () => {
    const template = parseQueryTemplate('up{service=~ "$service-.*"}');
    expect(template.render('shop.*|.+')).toBe(
      'up{service=~ "shop\\\\.\\\\*\\\\|\\\\.\\\\+-.*"}',
    );
  });

  it('renders the same query for all services without a placeholder', () => {
    const template = parseQueryTemplate("up{job='shop'}");
    expect(template.perService).toBe(false);
    expect(template.render('basket')).toBe("up{job='shop'}");
  });

  it.each(['rate($service[1m])', "up{a='$service'}", 'up{a=`$service`}'])(
    'refuses %s, where a name cannot be escaped',
    query => {
      expect(() => parseQueryTemplate(query)).toThrow(
        'has $service outside double quotes: write a matcher such as service="$service"',
      );
    },
  );
});
