import type { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** Bounds of histograms, in seconds. */
const SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600];

/** How an attempt to process a delivery ended; `dead` is given up. */
export type AttemptOutcome = 'done' | 'failed' | 'dead';

type Work = { source: string; kind: 'delivery' | 'task' };
type Backlog = { source: string; state: 'waiting' | 'failed'; count: number };

/** The OpenTelemetry metrics of sources; docs/operations.md lists them. */
export class SourceMetrics {
  readonly #received;
  readonly #attempts;
  readonly #duration;
  readonly #lag;
  readonly #nodes;
  readonly #runs;

  constructor(options: {
    metrics: MetricsService;
    /** Deliveries that wait or were given up; asked whenever metrics are read. */
    backlog: () => Promise<Backlog[]>;
  }) {
    const { metrics, backlog } = options;
    this.#received = metrics.createCounter('postmortems.deliveries.received', {
      description: 'Webhook deliveries and tasks that were stored',
      unit: '{delivery}',
    });
    this.#attempts = metrics.createCounter('postmortems.deliveries.attempts', {
      description: 'Attempts to process a delivery or task, by outcome',
      unit: '{attempt}',
    });
    this.#duration = metrics.createHistogram(
      'postmortems.deliveries.duration',
      {
        description: 'Duration of an attempt to process a delivery or task',
        unit: 's',
        advice: { explicitBucketBoundaries: SECONDS },
      },
    );
    this.#lag = metrics.createHistogram('postmortems.deliveries.lag', {
      description: 'Time from the receipt of a delivery until it was processed',
      unit: 's',
      advice: { explicitBucketBoundaries: SECONDS },
    });
    this.#nodes = metrics.createCounter('postmortems.evidence.nodes', {
      description: 'Evidence nodes that sources sent, by outcome',
      unit: '{node}',
    });
    this.#runs = metrics.createCounter('postmortems.sources.runs', {
      description: 'Polls of sources and collections from them, by outcome',
      unit: '{run}',
    });
    metrics
      .createObservableGauge('postmortems.deliveries.backlog', {
        description: 'Deliveries and tasks that wait, or were given up',
        unit: '{delivery}',
      })
      .addCallback(async result => {
        for (const { count, ...attributes } of await backlog()) {
          result.observe(count, attributes);
        }
      });
  }

  received(work: Work): void {
    this.#received.add(1, work);
  }

  attempted(
    work: Work,
    ended: {
      outcome: AttemptOutcome;
      durationMs?: number;
      /** Since its receipt. */
      lagMs?: number;
    },
  ): void {
    const { outcome, durationMs, lagMs } = ended;
    this.#attempts.add(1, { ...work, outcome });
    if (durationMs !== undefined) {
      this.#duration.record(durationMs / 1000, { ...work, outcome });
    }
    if (lagMs !== undefined) this.#lag.record(lagMs / 1000, work);
  }

  nodes(source: string, outcome: string, nodes: number): void {
    this.#nodes.add(nodes, { source, outcome });
  }

  ran(source: string, activity: string, outcome: 'ok' | 'failed'): void {
    this.#runs.add(1, { source, activity, outcome });
  }
}
