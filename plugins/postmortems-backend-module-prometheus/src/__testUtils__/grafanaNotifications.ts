import { createHash } from 'node:crypto';

export type GrafanaAlert = {
  name?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  startsAt: string;
  endsAt?: string;
  values?: object | null;
};

/**
 * The body that a contact point of Grafana 12 sends, after the example of its
 * documentation of the webhook notifier.
 */
export function grafanaNotification(
  alerts: GrafanaAlert[],
  overrides: Record<string, unknown> = {},
): string {
  const isOver = alerts.every(alert => alert.endsAt);
  const groupLabels = { alertname: nameOf(alerts[0]), grafana_folder: 'Shop' };
  return JSON.stringify({
    receiver: 'postmortems',
    status: isOver ? 'resolved' : 'firing',
    alerts: alerts.map(toGrafanaAlert),
    groupLabels,
    commonLabels: groupLabels,
    commonAnnotations: {},
    externalURL: 'https://grafana.example.com/',
    version: '1',
    groupKey: `{}:{alertname="${nameOf(alerts[0])}", grafana_folder="Shop"}`,
    truncatedAlerts: 0,
    orgId: 1,
    title: `[FIRING:${alerts.length}] ${nameOf(alerts[0])} Shop`,
    state: isOver ? 'ok' : 'alerting',
    message: '**Firing**',
    ...overrides,
  });
}

export function toGrafanaAlert(alert: GrafanaAlert) {
  const labels = {
    alertname: nameOf(alert),
    grafana_folder: 'Shop',
    service: 'basket',
    severity: 'critical',
    ...alert.labels,
  };
  return {
    status: alert.endsAt ? 'resolved' : 'firing',
    labels,
    annotations: { summary: 'Orders fail', ...alert.annotations },
    startsAt: alert.startsAt,
    endsAt: alert.endsAt ?? '0001-01-01T00:00:00Z',
    generatorURL:
      'https://grafana.example.com/alerting/grafana/1afz29v7z/view?orgId=1',
    fingerprint: createHash('sha256')
      .update(JSON.stringify(labels))
      .digest('hex')
      .slice(0, 16),
    silenceURL: 'https://grafana.example.com/alerting/silence/new',
    dashboardURL: 'https://grafana.example.com/d/shop?orgId=1',
    panelURL: 'https://grafana.example.com/d/shop?orgId=1&viewPanel=4',
    imageURL: 'https://images.example.com/shop-4.png',
    values: alert.values === undefined ? { B: 0.38, C: 1 } : alert.values,
    valueString: "[ var='B' labels={service=basket} value=0.38 ]",
  };
}

function nameOf({ name = 'Checkout errors' }: GrafanaAlert) {
  return name;
}
