import {
  splitMonitorQuery,
  thresholdOf,
  toFormulaRequest,
} from './metricExpression';

describe('toFormulaRequest', () => {
  it.each([
    [
      'avg:system.cpu.user{service:a} by {host}',
      'query1',
      ['avg:system.cpu.user{service:a} by {host}'],
    ],
    [
      'sum:a.errors{s:x}.as_count() / sum:a.hits{s:x}.as_count() * 100',
      'query1 / query2 * 100',
      ['sum:a.errors{s:x}.as_count()', 'sum:a.hits{s:x}.as_count()'],
    ],
    [
      'ewma_20(avg:a.b{*}.rollup(avg, 60)) - avg:a.b{*}.rollup(avg, 60)',
      'ewma_20(query1) - query1',
      ['avg:a.b{*}.rollup(avg, 60)'],
    ],
    ['system.load.1{*}', 'query1', ['system.load.1{*}']],
  ])('takes %s apart', (expression, formula, queries) => {
    const request = toFormulaRequest(expression);
    expect(request.formula).toBe(formula);
    expect(request.queries.map(({ query }) => query)).toEqual(queries);
  });

  it.each(['', 'errors', '42 * 3', 'avg:a{*} | drop', 'logs("x").index()'])(
    'rejects %j, which has no metric query',
    expression => {
      expect(() => toFormulaRequest(expression)).toThrow('no metric query');
    },
  );
});

describe('splitMonitorQuery', () => {
  it.each([
    [
      'avg(last_5m):sum:a.errors{s:x}.as_count() / sum:a.hits{s:x}.as_count() > 0.05',
      'sum:a.errors{s:x}.as_count() / sum:a.hits{s:x}.as_count()',
      { operator: '>', value: 0.05 },
    ],
    [
      'max(last_15m):avg:disk.free{host:a} by {device} <= -1',
      'avg:disk.free{host:a} by {device}',
      { operator: '<=', value: -1 },
    ],
  ])('finds metric and threshold in %s', (query, expression, threshold) => {
    expect(splitMonitorQuery(query)).toEqual({ expression, threshold });
  });

  it.each([
    'logs("service:a").index("*").rollup("count").last("5m") > 2',
    '"http.can_connect".over("env:prod").last(2).count_by_status()',
    '71 && 72',
  ])('finds no metric in %s', query => {
    expect(splitMonitorQuery(query)).toBeUndefined();
  });
});

describe('thresholdOf', () => {
  it('finds the comparison of monitors on logs, too', () => {
    expect(thresholdOf('logs("a").rollup("count").last("5m") > 2')).toEqual({
      operator: '>',
      value: 2,
    });
    expect(thresholdOf('71 && 72')).toBeUndefined();
  });
});
