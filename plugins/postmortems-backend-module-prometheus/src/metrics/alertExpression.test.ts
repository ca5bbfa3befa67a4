import { isSameExpression, splitAlertExpression } from './alertExpression';

describe('splitAlertExpression', () => {
  it.each([
    ['errors / requests > 0.05', 'errors / requests', '>', 0.05],
    ['(a > bool 1) * 2 >= 1e3', '(a > bool 1) * 2', '>=', 1000],
    ['up{job="a > b"} == 0', 'up{job="a > b"}', '==', 0],
    ['free{path=~"/or/.+"} < bool -2.5', 'free{path=~"/or/.+"}', '<', -2.5],
    ['handler_total != 1', 'handler_total', '!=', 1],
  ])('splits %s', (expression, query, operator, value) => {
    expect(splitAlertExpression(expression)).toEqual({
      query,
      threshold: { operator, value },
    });
  });

  it.each([
    'absent(up)',
    'a > 1 and b > 2',
    'a > 1 unless on (x) b',
    'a > b',
    '0.05 < errors',
    'a > 1 > 2',
    '> 1',
  ])('does not split %s', expression => {
    expect(splitAlertExpression(expression)).toEqual({ query: expression });
  });
});

describe('isSameExpression', () => {
  it('ignores white space', () => {
    expect(isSameExpression('sum by (x) (a) / b', 'sum by(x)(a)\n/b')).toBe(
      true,
    );
    expect(isSameExpression('a', 'b')).toBe(false);
  });
});
