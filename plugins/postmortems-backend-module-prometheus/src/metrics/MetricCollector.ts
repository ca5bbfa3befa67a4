import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, stringifyError } from '@backstage/errors';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { InstanceConfig } from '../config/config';
import type { AlertingRule } from './answers';
import { metricEvidence } from './metricEvidence';
import { MonitoredService, planQueries, WatchedAlert } from './planQueries';
import { PrometheusClient, RangeWindow } from './PrometheusClient';
import { rangeWindow } from './rangeWindow';

/** What to collect metrics for. */
export type MetricRequest = {
  services: MonitoredService[];
  alerts: WatchedAlert[];
  startedAt: Date;
  resolvedAt?: Date;
  /** Nothing is known after this. */
  until: Date;
  /** Nothing before this counts. */
  since?: Date;
  signal: AbortSignal;
};

/** What came back. One query that fails takes nothing from the others. */
export type MetricAnswer = { nodes: SubmitEvidenceNode[]; failures: string[] };

/** Pulls the metrics of an incident from all configured instances. */
export class MetricCollector {
  readonly #sources: { instance: InstanceConfig; client: PrometheusClient }[];
  readonly #provider: string;
  readonly #logger: LoggerService;

  constructor(options: {
    instances: InstanceConfig[];
    provider: string;
    logger: LoggerService;
  }) {
    this.#sources = options.instances.map(instance => ({
      instance,
      client: new PrometheusClient({ instance }),
    }));
    this.#provider = options.provider;
    this.#logger = options.logger;
  }

  async collect(request: MetricRequest): Promise<MetricAnswer> {
    const answers = await Promise.all(
      this.#sources.map(({ instance, client }) => {
        const window = rangeWindow({ instance, ...request });
        return window
          ? this.#ask({ instance, client, window, request })
          : { nodes: [], failures: [] };
      }),
    );
    return {
      nodes: answers.flatMap(answer => answer.nodes),
      failures: answers.flatMap(answer => answer.failures),
    };
  }

  async #ask(options: {
    instance: InstanceConfig;
    client: PrometheusClient;
    window: RangeWindow;
    request: MetricRequest;
  }): Promise<MetricAnswer> {
    const { instance, client, window, request } = options;
    const { services, alerts, signal } = request;
    const answer: MetricAnswer = { nodes: [], failures: [] };
    let rules: AlertingRule[] | undefined = [];
    if (alerts.length > 0) {
      try {
        rules = await client.alertingRules({ signal });
      } catch (error) {
        // What speaks the query API only, such as a long-term store, answers 404.
        if (error instanceof NotFoundError) rules = undefined;
        else answer.failures.push(`rules: ${stringifyError(error)}`);
      }
    }
    for (const query of planQueries({ instance, services, alerts, rules })) {
      try {
        const { series, warnings } = await client.queryRange(query.query, {
          ...window,
          signal,
        });
        const nodes = metricEvidence({
          query,
          window,
          series,
          warnings,
          maxSeries: instance.maxSeries,
          provider: this.#provider,
        });
        if (nodes.length === 0) {
          this.#logger.info(
            `No data for metric ${query.name} (${query.query}) at ${instance.baseUrl}`,
          );
        }
        answer.nodes.push(...nodes);
      } catch (error) {
        answer.failures.push(`${query.name}: ${stringifyError(error)}`);
      }
    }
    return answer;
  }
}
