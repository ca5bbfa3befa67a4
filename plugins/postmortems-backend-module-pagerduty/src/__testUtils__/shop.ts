import type { FakeIncident, FakePagerDuty } from './FakePagerDuty';

const WEB = 'https://acme.pagerduty.com';

export const ada = user('PADA001', 'Ada Okafor');
export const ben = user('PBEN002', 'Ben Rossi');
export const service = {
  id: 'PSHOP01',
  type: 'service_reference',
  summary: 'Checkout',
  html_url: `${WEB}/service-directory/PSHOP01`,
};

function user(id: string, summary: string) {
  return {
    id,
    type: 'user_reference',
    summary,
    html_url: `${WEB}/users/${id}`,
  };
}

/** An incident of a made-up shop as the API has it: checkout fails for 25 minutes. */
export function incident(over: Partial<FakeIncident> = {}): FakeIncident {
  const { id = 'QSHOP9' } = over;
  return {
    id,
    type: 'incident',
    summary: '[#9] Orders fail',
    html_url: `${WEB}/incidents/${id}`,
    incident_number: 9,
    title: 'Orders fail',
    created_at: '2026-03-02T14:05:00Z',
    resolved_at: '2026-03-02T14:30:00Z',
    status: 'resolved',
    urgency: 'high',
    priority: { id: 'PP2', type: 'priority_reference', summary: 'P2' },
    service,
    incidents_responders: [
      {
        state: 'joined',
        user: ben,
        requester: ada,
        requested_at: '2026-03-02T14:10:00Z',
        updated_at: '2026-03-02T14:11:30Z',
        message: 'Please look at the payment provider',
      },
    ],
    ...over,
  };
}

export function logEntry(
  id: string,
  type: string,
  at: string,
  summary: string,
  agent: object = ada,
) {
  return {
    id,
    type: `${type}_log_entry`,
    summary,
    html_url: `${WEB}/incidents/QSHOP9/log_entries/${id}`,
    created_at: at,
    agent,
    channel: { type: 'website' },
  };
}

export function note(id: string, at: string, content: string, over = {}) {
  return {
    id,
    user: ada,
    channel: { summary: 'The PagerDuty website or APIs' },
    content,
    created_at: at,
    updated_at: at,
    ...over,
  };
}

export function alert(id: string, at: string, over = {}) {
  return {
    id,
    type: 'alert',
    summary: 'CheckoutErrors',
    html_url: `${WEB}/alerts/${id}`,
    created_at: at,
    status: 'resolved',
    resolved_at: '2026-03-02T14:28:00Z',
    alert_key: 'checkout/errors',
    severity: 'critical',
    suppressed: false,
    service,
    body: {
      type: 'alert_body',
      contexts: [{ type: 'link', href: 'https://grafana.example.com/d/1' }],
      details: { region: 'eu-1', share: 0.38, nested: { not: 'told' } },
    },
    integration: {
      id: 'PINT001',
      type: 'events_api_v2_inbound_integration_reference',
      summary: 'Prometheus',
    },
    ...over,
  };
}

/** Fills the server with what PagerDuty would have of the incident. */
export function fillShop(server: FakePagerDuty): void {
  server.incidents = [incident()];
  server.users = [
    { id: ada.id, type: 'user', name: ada.summary, email: 'ada@example.com' },
    { id: ben.id, type: 'user', name: ben.summary, email: 'ben@example.com' },
  ];
  server.services = [
    {
      id: service.id,
      type: 'service',
      name: 'Checkout',
      integrations: [
        {
          id: 'PINT001',
          type: 'events_api_v2_inbound_integration_reference',
          integration_key: 'key-of-checkout',
        },
      ],
      escalation_policy: { id: 'PESC01', type: 'escalation_policy_reference' },
    },
  ];
  server.logEntries.QSHOP9 = [
    logEntry(
      'RLOG1',
      'trigger',
      '2026-03-02T14:05:00Z',
      'Triggered through the API.',
      service,
    ),
    logEntry(
      'RLOG2',
      'notify',
      '2026-03-02T14:05:10Z',
      'Notified Ada Okafor by push notification.',
      service,
    ),
    logEntry(
      'RLOG3',
      'notify',
      '2026-03-02T14:06:10Z',
      'Notified Ada Okafor by phone.',
      service,
    ),
    logEntry(
      'RLOG4',
      'acknowledge',
      '2026-03-02T14:07:00Z',
      'Acknowledged by Ada Okafor.',
    ),
    logEntry(
      'RLOG5',
      'annotate',
      '2026-03-02T14:12:00Z',
      'Note added by Ada Okafor.',
    ),
    logEntry(
      'RLOG6',
      'resolve',
      '2026-03-02T14:30:00Z',
      'Resolved by Ada Okafor.',
    ),
  ];
  server.alerts.QSHOP9 = [alert('QALERT1', '2026-03-02T14:05:00Z')];
  server.notes.QSHOP9 = [
    note(
      'PNOTE1',
      '2026-03-02T09:12:00-05:00',
      'The payment provider refuses our token since 14:04.',
    ),
  ];
}
