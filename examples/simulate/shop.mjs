/**
 * The shop of examples/shop in computed time, in one or more regions: checkout
 * calls inventory and payment-service. A story turns the switches.
 */
export const STEP_SECONDS = 30;

const POOL_SIZE = 20;
/** Clients that are too old to name the currency of an order. */
const OLD_CLIENTS = 0.34;
/** Share of orders that fail on any day, for reasons of their own. */
const USUAL_FAILURES = 0.006;
/** Seconds that a charge waits for a database connection before it fails. */
const POOL_TIMEOUT = 0.4;

/** What is measured: unit and query, each for one service. */
export const QUERIES = {
  error_rate: {
    unit: 'ratio',
    query: selector =>
      `sum(rate(http_requests_total{${selector},code=~"5.."}[2m])) / sum(rate(http_requests_total{${selector}}[2m]))`,
  },
  latency_p99: {
    unit: 'seconds',
    query: selector =>
      `histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{${selector}}[2m])))`,
  },
  request_rate: {
    unit: 'per_second',
    query: selector => `sum(rate(http_requests_total{${selector}}[2m]))`,
  },
  orders_paid: {
    unit: 'per_second',
    query: selector => `sum(rate(orders_paid_total{${selector}}[2m]))`,
  },
  db_pool_in_use: {
    unit: 'count',
    isGauge: true,
    query: selector => `max(db_pool_in_use{${selector}})`,
  },
  cpu_usage: {
    unit: 'ratio',
    query: selector => `avg(rate(process_cpu_seconds_total{${selector}}[2m]))`,
  },
};

/** One region of the shop. */
export class Region {
  /** Share of the instances of checkout that run the version with the bug. */
  buggyCheckout = 0;
  /** Seconds of the slowest stock lookups. */
  stockSeconds = 0.019;
  /** Connections that are lost in a minute. */
  leakPerMinute = 0;
  /** Share of the orders whose charges go to another region. */
  shiftedPayments = 0;
  lostConnections = 0;
  /** Totals since the simulation began. */
  orders = 0;
  rejected = 0;
  unpaid = 0;
  #random;
  #ordersPerSecond;

  constructor({ random, ordersPerSecond }) {
    this.#random = random;
    this.#ordersPerSecond = ordersPerSecond;
  }

  /** What is measured in the step that begins at this minute of the story, by `name service`. */
  step(minute) {
    const random = this.#random;
    const wave = 1 + 0.06 * Math.sin((2 * Math.PI * minute) / 47);
    const rate = this.#ordersPerSecond * wave * random.jitter(0.015);
    const orders = random.poisson(rate * STEP_SECONDS);
    const rejected = random.binomial(orders, OLD_CLIENTS * this.buggyCheckout);
    const charges = Math.round(
      (orders - rejected) * (1 - this.shiftedPayments),
    );
    const { failing, inUse } = this.#charge(charges);
    const unpaid = random.binomial(charges, failing);
    this.orders += orders;
    this.rejected += rejected;
    this.unpaid += unpaid;
    const inventory = this.stockSeconds * random.jitter(0.07);
    const payment = (0.034 + POOL_TIMEOUT * failing) * random.jitter(0.05);
    const checkout = (0.061 + inventory + payment) * random.jitter(0.04);
    const unlucky = random.poisson(orders * USUAL_FAILURES);
    const failed = Math.min(orders, rejected + unpaid + unlucky);
    return {
      'request_rate checkout': orders / STEP_SECONDS,
      'orders_paid checkout': (orders - failed) / STEP_SECONDS,
      'error_rate checkout': failed / Math.max(1, orders),
      'error_rate payment-service': unpaid / Math.max(1, charges),
      'request_rate payment-service': charges / STEP_SECONDS,
      'latency_p99 checkout': checkout,
      'latency_p99 inventory': inventory,
      'latency_p99 payment-service': payment,
      'latency_p99 auth-service': 0.046 * random.jitter(0.06),
      'db_pool_in_use payment-service': inUse,
      'cpu_usage checkout':
        0.31 * (rate / this.#ordersPerSecond) * random.jitter(0.03),
      'cpu_usage payment-service':
        0.22 * (1 - 0.5 * failing) * random.jitter(0.03),
      'cpu_usage inventory':
        Math.min(0.96, 0.24 + 0.35 * this.stockSeconds) * random.jitter(0.02),
    };
  }

  restartPayments() {
    this.lostConnections = 0;
  }

  #charge(charges) {
    this.lostConnections = Math.min(
      POOL_SIZE,
      this.lostConnections + (this.leakPerMinute * STEP_SECONDS) / 60,
    );
    const wanted = 3.2 * (charges / STEP_SECONDS / this.#ordersPerSecond);
    const left = POOL_SIZE - Math.floor(this.lostConnections);
    return {
      failing: Math.min(
        0.97,
        Math.max(0, (wanted - left) / Math.max(wanted, 1)),
      ),
      inUse: Math.min(
        POOL_SIZE,
        Math.floor(this.lostConnections) +
          Math.max(0, Math.round(wanted + this.#random.normal() * 0.8)),
      ),
    };
  }
}
