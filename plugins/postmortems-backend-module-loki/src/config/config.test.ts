import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { lokiConfig } from '../__testUtils__/collectLoki';
import { readLokiConfig } from './config';
import { parseSelector } from './selector';

const baseUrl = 'https://loki.example.com/';
const PATH = 'postmortems.provenanceRouting.telemetrySources[0]';

describe('readLokiConfig', () => {
  it('has defaults', () => {
    const [block] = lokiConfig({ baseUrl });
    expect(block).toMatchObject({
      path: PATH,
      baseUrl: 'https://loki.example.com',
      alertWindowMinutes: 30,
      recoveryMinutes: 15,
      maxLines: 2000,
    });
    expect(block.selector.render('checkout')).toBe('{service_name="checkout"}');
  });

  it.each([
    ['no address', {}, `${PATH}.baseUrl must be the http(s) address of Loki`],
    [
      'two secrets',
      {
        baseUrl,
        auth: { token: 'a', basicAuth: { username: 'b', password: 'c' } },
      },
      `${PATH}.auth has both token and basicAuth`,
    ],
    [
      'a tenant that would add a header',
      { baseUrl, tenant: 'a\nx-other: b' },
      `${PATH}.tenant must be ids of tenants`,
    ],
    [
      'a selector without a service',
      { baseUrl, selector: '{app="checkout"}' },
      `${PATH}.selector names no service`,
    ],
    [
      'a service outside quotes',
      { baseUrl, selector: '{app=$service}' },
      `${PATH}.selector has $service outside double quotes`,
    ],
    [
      'a query that counts',
      { baseUrl, selector: 'rate({app="$service"}[1m])' },
      `${PATH}.selector must begin with a selector`,
    ],
    [
      'a filter that is none',
      { baseUrl, filters: ['error'] },
      `${PATH}.filters[0] must begin with | or !`,
    ],
  ])('refuses %s', (_, block, message) => {
    expect(() => lokiConfig(block)).toThrow(message);
  });
});

describe('parseSelector', () => {
  it('lets no name end the string', () => {
    expect(parseSelector('{app="$service"}').render('a"} or {b="')).toBe(
      '{app="a\\"} or {b=\\""}',
    );
  });

  it('lets no name be an expression', () => {
    expect(parseSelector('{app=~"$service-.*"}').render('a.*|b')).toBe(
      '{app=~"a\\\\.\\\\*\\\\|b-.*"}',
    );
  });
});

describe('docs/sources/loki.md', () => {
  const page = readFileSync(
    resolve(__dirname, '../../../../docs/sources/loki.md'),
    'utf8',
  );

  it.each([...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => [text]))(
    'has a valid example: %s',
    text => {
      const config = mockServices.rootConfig({ data: parse(text) });
      expect(readLokiConfig(config)).toHaveLength(1);
    },
  );
});
