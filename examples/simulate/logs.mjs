/** A sample of what the services of the simulated shop log when orders fail. */
const EVERY_MS = 90_000;
const AT_FIRST = 3;

const KINDS = [
  {
    service: 'checkout',
    countOf: step => step.rejected,
    message: order => `order ${order} rejected: field currency is missing`,
  },
  {
    service: 'payment-service',
    countOf: step => step.unpaid,
    message: order =>
      `charge of order ${order} failed: no connection within 400 ms, 20 of 20 in use`,
  },
  {
    service: 'checkout',
    countOf: step => step.unpaid,
    message: order => `order ${order} not paid: payment-service answered 503`,
  },
];

/** The first lines of each kind, then one every one and a half minutes. */
export function sampledLogs(steps) {
  return KINDS.flatMap(({ service, countOf, message }) => {
    const kept = [];
    for (const step of steps) {
      const time = Date.parse(step.at);
      const isFirst = kept.length === 0;
      const last = Date.parse(kept.at(-1)?.at);
      if (countOf(step) === 0 || time - last < EVERY_MS) continue;
      for (let index = 0; index < (isFirst ? AT_FIRST : 1); index++) {
        kept.push({
          at: new Date(time + 1_300 * index).toISOString(),
          region: step.region,
          service,
          level: 'error',
          message: message(step.order + 3 * index),
        });
      }
    }
    return kept;
  });
}
