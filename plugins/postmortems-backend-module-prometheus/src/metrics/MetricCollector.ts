import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, toError } from '@backstage/errors';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { InstanceConfig } from '../config/config';
import type { AlertingRule } from './responses';
import { graphLink } from './graphLink';
import { toMetricEvidence } from './metricEvidence';
import { MonitoredService, planQueries, WatchedAlert } from './planQueries';
import { PrometheusClient, RangeWindow } from './PrometheusClient';
import { toRangeWindow } from './rangeWindow';

/** What to collect metrics for. */
type MetricRequest = {
  services: MonitoredService[];
  alerts: WatchedAlert[];
  startedAt: Date;
  resolvedAt?: Date;
  /** Upper limit of the window. */
  until: Date;
  /** Lower limit of the window. */
  since?: Date;
  signal: AbortSignal;
};

/** Evidence, and a message for each way in which queries failed. */
type MetricResult = { nodes: SubmitEvidenceNode[]; failures: string[] };

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

  async collect(request: MetricRequest): Promise<MetricResult> {
    const results = await Promise.all(
      this.#sources.map(({ instance, client }) => {
        const window = toRangeWindow({ instance, ...request });
        return window
          ? this.#collectFrom({ instance, client, window, request })
          : { nodes: [], failures: [] };
      }),
    );
    return {
      nodes: results.flatMap(result => result.nodes),
      failures: results.flatMap(result => result.failures),
    };
  }

  async #collectFrom(options: {
    instance: InstanceConfig;
    client: PrometheusClient;
    window: RangeWindow;
    request: MetricRequest;
  }): Promise<MetricResult> {
    const { instance, client, window, request } = options;
    const { services, alerts, signal } = request;
    const nodes: SubmitEvidenceNode[] = [];
    const failed = new Map<string, string[]>();
    const fail = (what: string, error: unknown) => {
      const { message } = toError(error);
      failed.set(message, [...(failed.get(message) ?? []), what]);
    };
    let rules: AlertingRule[] | undefined = [];
    if (alerts.length > 0) {
      try {
        rules = await client.alertingRules({ signal });
      } catch (error) {
        // A server with the query API only, such as a long-term store
        if (error instanceof NotFoundError) rules = undefined;
        else fail('alerting rules', error);
      }
    }
    for (const query of planQueries({ instance, services, alerts, rules })) {
      try {
        const { series, warnings } = await client.queryRange(query.query, {
          ...window,
          signal,
        });
        const found = toMetricEvidence({
          query,
          window,
          series,
          warnings,
          maxSeries: instance.maxSeries,
          provider: this.#provider,
          sourceUrl:
            instance.externalUrl &&
            graphLink({
              externalUrl: instance.externalUrl,
              query: query.query,
              window,
            }),
        });
        if (found.length === 0) {
          this.#logger.info(
            `No data for metric ${query.name} (${query.query}) at ${instance.baseUrl}`,
          );
        }
        nodes.push(...found);
      } catch (error) {
        fail(query.name, error);
      }
    }
    return {
      nodes,
      failures: [...failed].map(
        ([message, what]) => `${what.join(', ')}: ${message}`,
      ),
    };
  }
}
