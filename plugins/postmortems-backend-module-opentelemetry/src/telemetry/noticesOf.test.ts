import { noticesOf } from './noticesOf';

it('tells readers what is missing before how much is kept', () => {
  const limits = { logGroups: 1000, series: 100, pointsPerSeries: 1000 };
  const notices = noticesOf(
    {
      linesFrom: '2026-03-02T14:20:00.000Z',
      metrics: ['m'],
      isPointCut: true,
      mixed: ['n'],
    },
    { limits, path: 'telemetrySources[0]' },
  );
  expect(notices.map(({ message }) => message.split(/[:;,]/)[0])).toEqual([
    'Not all log lines are here',
    'Not all metrics are here',
    'Not all points of metrics are here',
    'Rates and percentiles of n are missing',
  ]);
});
