import { ada, service } from './shop';

/** An event as PagerDuty's webhooks of version 3 send it. */
export function event(
  type: string,
  at: string,
  data: object = incidentData(),
  over: object = {},
): string {
  return JSON.stringify({
    event: {
      id: `01${type.replace(/\W/g, '')}${at.replace(/\D/g, '')}`.slice(0, 60),
      event_type: type,
      resource_type: 'incident',
      occurred_at: at,
      agent: ada,
      client: { name: 'PagerDuty' },
      data,
      ...over,
    },
  });
}

export function incidentData(over: object = {}) {
  return {
    id: 'QSHOP9',
    type: 'incident',
    html_url: 'https://acme.pagerduty.com/incidents/QSHOP9',
    number: 9,
    status: 'triggered',
    incident_key: 'checkout/errors',
    created_at: '2026-03-02T14:05:00Z',
    title: 'Orders fail',
    service,
    assignees: [ada],
    priority: { id: 'PP2', type: 'priority_reference', summary: 'P2' },
    urgency: 'high',
    resolve_reason: null,
    ...over,
  };
}

/** What events have that are about an incident, but are not it. */
export function aboutData(type: string, fields: object) {
  return {
    incident: {
      id: 'QSHOP9',
      type: 'incident_reference',
      summary: 'Orders fail',
      html_url: 'https://acme.pagerduty.com/incidents/QSHOP9',
    },
    type,
    ...fields,
  };
}
