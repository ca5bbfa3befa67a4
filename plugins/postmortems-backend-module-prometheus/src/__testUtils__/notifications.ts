import { createHash } from 'node:crypto';

export type TestAlert = {
  name?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  startsAt: string;
  endsAt?: string;
  generatorURL?: string;
};

/** The body of a webhook as Alertmanager 0.25 writes it. */
export function notification(
  alerts: TestAlert[],
  overrides: Record<string, unknown> = {},
): string {
  const written = alerts.map(alert => {
    const labels = {
      alertname: alert.name ?? 'BasketErrors',
      service: 'basket',
      severity: 'critical',
      ...alert.labels,
    };
    return {
      status: alert.endsAt ? 'resolved' : 'firing',
      labels,
      annotations: {
        summary: 'Basket answers with errors',
        ...alert.annotations,
      },
      startsAt: alert.startsAt,
      endsAt: alert.endsAt ?? '0001-01-01T00:00:00Z',
      generatorURL:
        alert.generatorURL ??
        'http://prometheus.example.com:9090/graph?g0.expr=errors%3Aratio+%3E+0.05&g0.tab=1',
      fingerprint: createHash('sha256')
        .update(JSON.stringify(labels))
        .digest('hex')
        .slice(0, 16),
    };
  });
  return JSON.stringify({
    receiver: 'postmortems',
    status: alerts.every(alert => alert.endsAt) ? 'resolved' : 'firing',
    alerts: written,
    groupLabels: { service: 'basket' },
    commonLabels: {},
    commonAnnotations: written.length === 1 ? written[0].annotations : {},
    externalURL: 'http://alertmanager.example.com:9093',
    version: '4',
    groupKey: '{}:{service="basket"}',
    truncatedAlerts: 0,
    ...overrides,
  });
}
