/** A threshold that is too tight; nobody was affected, and nobody investigated. */
export const falseAlarm = {
  about:
    'An alert whose threshold is so tight that a stock refresh sets it off. Nobody investigated: there is no trace.',
  key: 'INC-104',
  title: 'InventorySlow fired during the stock refresh',
  description: 'An alert, and nobody noticed anything else.',
  severity: 'sev4',
  services: ['inventory'],
  participants: ['user:default/jonas.lind'],
  alerts: ['InventorySlow'],
  brokenSeconds: 25,
  metrics: [
    ['latency_p99', 'inventory'],
    ['error_rate', 'checkout'],
    ['latency_p99', 'checkout'],
  ],
  breakIt: shop => {
    shop.log('inventory', 'info', 'stock refresh started');
    shop.delayStock(34);
  },
  healIt: shop => {
    shop.delayStock(8);
    shop.log('inventory', 'info', 'stock refresh finished');
  },
  channel: '#inc-104-inventory',
  chat: ({ at }) => [
    {
      at: at('detected', 8),
      name: 'Jonas Lind',
      service: 'inventory',
      text: 'InventorySlow paged me. Customers see nothing, checkout is fine.',
    },
    {
      at: at('ended', 10),
      name: 'Jonas Lind',
      service: 'inventory',
      text: 'Gone by itself. I think the threshold is too tight, looking into it tomorrow.',
    },
  ],
};
