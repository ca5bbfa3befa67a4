/** Alert rules over the computed series, evaluated as Prometheus would. */
const RULES = {
  CheckoutErrors: {
    service: 'checkout',
    metric: 'error_rate',
    above: 0.05,
    forMinutes: 5,
    severity: 'critical',
    summary: 'More than 5 % of checkout requests fail',
  },
  PaymentPoolExhausted: {
    service: 'payment-service',
    metric: 'db_pool_in_use',
    above: 19.5,
    forMinutes: 2,
    severity: 'critical',
    summary: 'Every database connection of payment-service is in use',
  },
  CheckoutSlow: {
    service: 'checkout',
    metric: 'latency_p99',
    above: 0.5,
    forMinutes: 5,
    severity: 'warning',
    summary: 'The slowest checkout requests take over 0.5 s',
  },
  InventorySlow: {
    service: 'inventory',
    metric: 'latency_p99',
    // Too tight: the false alarm of the examples
    above: 0.03,
    forMinutes: 2,
    severity: 'warning',
    summary: 'The slowest inventory requests take over 0.03 s',
  },
};

const MINUTE_MS = 60_000;

/** When an alert fired and when it was over, over a series of `[time, value]`. */
export function alertsOver(name, pointsOf, region) {
  const { service, metric, above, forMinutes, severity, summary } = RULES[name];
  const labels = {
    alertname: name,
    service,
    severity,
    ...(region && { region }),
  };
  const found = [];
  let since;
  let firing;
  for (const [time, value] of pointsOf(metric, service)) {
    if (value > above) {
      since ??= time;
      const held = Date.parse(time) - Date.parse(since);
      if (!firing && held >= forMinutes * MINUTE_MS) {
        firing = {
          name,
          service,
          region,
          severity,
          summary,
          labels,
          startsAt: time,
        };
        found.push(firing);
      }
    } else {
      if (firing) firing.endsAt = time;
      since = undefined;
      firing = undefined;
    }
  }
  return found;
}
