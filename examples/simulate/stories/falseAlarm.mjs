/** A threshold that is too tight; nobody was affected, and nobody investigated. */
export const falseAlarm = {
  about:
    'An alert whose threshold is so tight that the nightly stock refresh sets it off. Nobody investigated: there is no trace.',
  key: 'INC-104',
  title: 'InventorySlow fired during the stock refresh',
  description: 'An alert, and nobody noticed anything else.',
  severity: 'sev4',
  services: ['inventory'],
  participants: ['user:default/jonas.lind'],
  seed: 404,
  startedAt: '2026-11-23T02:30:00.000Z',
  from: -90,
  to: 50,
  regions: { 'eu-west-1': 4 },
  alerts: ['InventorySlow'],
  metrics: [
    ['latency_p99', 'inventory'],
    ['cpu_usage', 'inventory'],
    ['error_rate', 'checkout'],
    ['latency_p99', 'checkout'],
    ['orders_paid', 'checkout'],
  ],
  events: [
    {
      minute: 0,
      log: {
        service: 'inventory',
        level: 'info',
        message: 'stock refresh started, 212,400 articles',
      },
      turn: ({ 'eu-west-1': region }) => {
        region.stockSeconds = 0.041;
      },
    },
    {
      minute: 23,
      log: {
        service: 'inventory',
        level: 'info',
        message: 'stock refresh finished',
      },
      turn: ({ 'eu-west-1': region }) => {
        region.stockSeconds = 0.019;
      },
    },
  ],
  times: ({ at, alerts: [slow] }) => ({
    detectedAt: slow.startsAt,
    mitigatedAt: at(23),
    resolvedAt: slow.endsAt,
  }),
  channel: '#inc-104-inventory',
  chat: ({ at }) => {
    const say = (minute, text) => ({
      at: at(minute),
      name: 'Jonas Lind',
      service: 'inventory',
      text,
    });
    return [
      say(
        5.7,
        'InventorySlow paged me. Customers see nothing, checkout is fine.',
      ),
      say(
        14.9,
        'inventory answers in 40 ms while the stock refresh runs, and the threshold is 30 ms.',
      ),
      say(
        26.3,
        'Gone by itself when the refresh finished. I think the threshold is too tight, looking into it tomorrow.',
      ),
    ];
  },
};
