import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { FakeDatadog } from './FakeDatadog';

/** An incident of a made-up shop: checkout fails for ten minutes. */
export const shopIncident: Incident = {
  key: 'INC-7',
  title: 'Orders fail',
  severity: 'sev2',
  status: 'resolved',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
  resolvedAt: '2026-03-02T14:30:00.000Z',
  visibility: 'public',
  participants: [],
  createdBy: 'user:default/ada',
  createdAt: '2026-03-02T14:00:00.000Z',
  updatedAt: '2026-03-02T14:00:00.000Z',
};

export const ERROR_RATE =
  'sum:trace.http.request.errors{service:checkout}.as_count() / sum:trace.http.request.hits{service:checkout}.as_count()';
const QUERY = `avg(last_5m):${ERROR_RATE} > 0.05`;

export const service = 'checkout';

/** A monitor's change of state, in the shape of Datadog's events. */
export function monitorEvent(options: {
  id: string;
  at: string;
  from: string;
  to: string;
  groups?: string[];
}) {
  const { id, at, from, to, groups = [] } = options;
  return {
    at,
    service,
    id: `v2-${id}`,
    type: 'event',
    attributes: {
      message: '%%%\nMore than 5 % of orders fail.\n%%%',
      tags: ['source:alert', 'service:checkout', 'env:prod'],
      timestamp: at,
      attributes: {
        title: `[${to === 'OK' ? 'Recovered' : 'Triggered'}] Checkout errors`,
        status: to === 'OK' ? 'success' : 'error',
        timestamp: Date.parse(at),
        monitor_id: 71,
        monitor_groups: groups,
        evt: { id, source_id: 36 },
        monitor: {
          id: 71,
          name: 'Checkout errors',
          query: QUERY,
          type: 'query alert',
          tags: ['team:shop'],
          transition: { source_state: from, destination_state: to },
        },
      },
    },
  };
}

export function logLine(at: string, message: string, status = 'error') {
  return {
    at,
    service,
    id: `log-${at}-${message.length}`,
    type: 'log',
    attributes: {
      message,
      status,
      service,
      host: 'web-1',
      timestamp: at,
      tags: ['env:prod'],
      attributes: {},
    },
  };
}

export function plainEvent(at: string, title: string) {
  return {
    at,
    service,
    id: `event-${at}`,
    type: 'event',
    attributes: {
      message: 'by the pipeline',
      tags: ['source:jenkins', 'service:checkout'],
      timestamp: at,
      attributes: {
        title,
        status: 'info',
        evt: { id: `9${at.replace(/\D/g, '')}`, uid: `uid-${title.length}` },
        source_type_name: 'jenkins',
      },
    },
  };
}

/** Fills the server with what Datadog would have of the incident. */
export function fillShop(server: FakeDatadog): void {
  server.events = [
    plainEvent('2026-03-02T13:58:00.000Z', 'Build 812 of checkout finished'),
    monitorEvent({
      id: '501',
      at: '2026-03-02T14:05:00.000Z',
      from: 'OK',
      to: 'Alert',
    }),
    // A reminder, which is no news
    monitorEvent({
      id: '502',
      at: '2026-03-02T14:15:00.000Z',
      from: 'Alert',
      to: 'Alert',
    }),
    monitorEvent({
      id: '503',
      at: '2026-03-02T14:28:00.000Z',
      from: 'Alert',
      to: 'OK',
    }),
  ];
  server.monitors.set(71, {
    id: 71,
    name: 'Checkout errors',
    type: 'query alert',
    query: QUERY,
    priority: 2,
    tags: ['team:shop'],
    options: { thresholds: { critical: 0.05 } },
  });
  server.logs = [
    logLine('2026-03-02T14:04:10.000Z', 'payment provider refused the token'),
    logLine('2026-03-02T14:04:50.000Z', 'payment provider refused the token'),
    logLine('2026-03-02T14:05:10.000Z', 'payment provider refused the token'),
    logLine('2026-03-02T14:03:00.000Z', 'the queue is long', 'warn'),
    logLine('2026-03-02T14:03:30.000Z', 'GET /health', 'info'),
  ];
  server.incidents = [
    {
      id: '1f2e3d4c-0000-4000-8000-000000000001',
      attributes: {
        public_id: 88,
        title: 'Checkout is failing',
        severity: 'SEV-2',
        created: '2026-03-02T14:07:00+00:00',
        declared: '2026-03-02T14:07:00+00:00',
        detected: '2026-03-02T14:05:30+00:00',
        modified: '2026-03-02T14:31:00+00:00',
        resolved: null,
        visibility: 'organization',
        fields: {
          summary: { type: 'textbox', value: 'The token had expired' },
        },
        field_analytics: {
          state: {
            active: { spans: [{ start: 1772460420, end: 1772461500 }] },
            resolved: { spans: [{ start: 1772461800, end: null }] },
          },
        },
      },
    },
  ];
  server.impacts.set('1f2e3d4c-0000-4000-8000-000000000001', [
    {
      type: 'incident_impacts',
      id: 'i1',
      attributes: {
        description: 'One in three orders failed',
        start_at: '2026-03-02T14:04:00Z',
        end_at: '2026-03-02T14:27:00Z',
      },
    },
  ]);
  server.series.set(ERROR_RATE, [
    {
      points: [
        ['2026-03-02T14:00:00.000Z', 0.01],
        ['2026-03-02T14:10:00.000Z', 0.38],
        ['2026-03-02T14:20:00.000Z', null],
        ['2026-03-02T14:30:00.000Z', 0.01],
      ],
    },
  ]);
  server.series.set('p99:trace.http.request{service:checkout}', [
    {
      points: [['2026-03-02T14:10:00.000Z', 2.5]],
      unit: [{ family: 'time', name: 'second', plural: 'seconds' }, null],
    },
  ]);
}
