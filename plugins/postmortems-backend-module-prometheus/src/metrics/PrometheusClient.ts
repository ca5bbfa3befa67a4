import { JsonApi } from '@postmortems/backstage-plugin-postmortems-node';
import type { InstanceConfig } from '../config/config';
import {
  AlertingRule,
  buildInfoResponseSchema,
  rangeResponseSchema,
  RangeSeries,
  rulesResponseSchema,
} from './responses';

/**
 * A query range. Both times are multiples of the step, so that two pulls have
 * the same points.
 */
export type RangeWindow = { from: Date; to: Date; stepSeconds: number };

/** The calls of Prometheus' HTTP API that evidence needs. */
export class PrometheusClient {
  readonly #instance: InstanceConfig;
  readonly #api: JsonApi;

  constructor(options: { instance: InstanceConfig }) {
    this.#instance = options.instance;
    this.#api = new JsonApi({
      name: 'Prometheus',
      server: options.instance,
    });
  }

  async queryRange(
    query: string,
    options: RangeWindow & { signal: AbortSignal },
  ): Promise<{ series: RangeSeries[]; warnings: string[] }> {
    const answer = await this.#api.call(
      rangeResponseSchema,
      '/api/v1/query_range',
      {
        signal: options.signal,
        form: new URLSearchParams({
          query,
          start: String(options.from.getTime() / 1000),
          end: String(options.to.getTime() / 1000),
          step: String(options.stepSeconds),
          timeout: `${this.#instance.timeoutSeconds}s`,
        }),
      },
    );
    return { series: answer.data.result, warnings: answer.warnings };
  }

  /** Throws `NotFoundError` at a server with the query API only. */
  async version(options: { signal: AbortSignal }): Promise<string> {
    const { data } = await this.#api.call(
      buildInfoResponseSchema,
      '/api/v1/status/buildinfo',
      options,
    );
    return data.version;
  }

  async alertingRules(options: {
    signal: AbortSignal;
  }): Promise<AlertingRule[]> {
    const answer = await this.#api.call(
      rulesResponseSchema,
      '/api/v1/rules?type=alert',
      options,
    );
    return answer.data.groups.flatMap(group =>
      group.rules.flatMap(rule =>
        rule.type === 'alerting'
          ? [{ name: rule.name, query: rule.query, labels: rule.labels }]
          : [],
      ),
    );
  }
}
