import { isHeartbeat } from './heartbeats';

describe('isHeartbeat', () => {
  it.each([
    { alertName: 'Watchdog', severity: 'critical' },
    { alertName: "Dead man's switch" },
    { alertName: 'PipelineAlive', severity: 'none' },
    { alertName: 'PipelineAlive', severity: 'Heartbeat' },
  ])('knows %j', alert => {
    expect(isHeartbeat(alert)).toBe(true);
  });

  it.each([
    {},
    { alertName: 'HighErrorRate', severity: 'critical' },
    { alertName: 'WatchdogReset', severity: 'info' },
    { alertName: 'HighErrorRate', severity: 'loud' },
    { alertName: 7, severity: null },
  ])('takes %j for an alert', alert => {
    expect(isHeartbeat(alert)).toBe(false);
  });
});
