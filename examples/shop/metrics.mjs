/** Metrics of one service in Prometheus' text format. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export class Metrics {
  #service;
  #requests = new Map();
  #buckets = BUCKETS.map(() => 0);
  #sum = 0;
  #count = 0;
  /** Name to a function that answers with the value. */
  #gauges = new Map();

  constructor(service) {
    this.#service = service;
  }

  request(code, seconds) {
    this.#requests.set(code, (this.#requests.get(code) ?? 0) + 1);
    this.#sum += seconds;
    this.#count += 1;
    BUCKETS.forEach((limit, index) => {
      if (seconds <= limit) this.#buckets[index] += 1;
    });
  }

  gauge(name, read) {
    this.#gauges.set(name, read);
  }

  text() {
    const service = `service="${this.#service}"`;
    return [
      '# TYPE http_requests_total counter',
      ...[...this.#requests].map(
        ([code, count]) =>
          `http_requests_total{${service},code="${code}"} ${count}`,
      ),
      '# TYPE http_request_duration_seconds histogram',
      ...BUCKETS.map(
        (limit, index) =>
          `http_request_duration_seconds_bucket{${service},le="${limit}"} ${
            this.#buckets[index]
          }`,
      ),
      `http_request_duration_seconds_bucket{${service},le="+Inf"} ${
        this.#count
      }`,
      `http_request_duration_seconds_sum{${service}} ${this.#sum}`,
      `http_request_duration_seconds_count{${service}} ${this.#count}`,
      ...[...this.#gauges].flatMap(([name, read]) => [
        `# TYPE ${name} gauge`,
        `${name}{${service}} ${read()}`,
      ]),
      '',
    ].join('\n');
  }
}
