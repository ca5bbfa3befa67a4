import type * as Sdk from '@datadog/datadog-api-client';
import type { v1, v2 } from '@datadog/datadog-api-client';
import type { DatadogConfig } from '../config/config';
import { DatadogHttp } from './DatadogHttp';

/**
 * Takes seconds and 200 MB, which only those who ask Datadog should pay. Nothing
 * else runs meanwhile, so that it is done at the start.
 */
export function loadSdk(): typeof Sdk {
  // eslint-disable-next-line global-require
  const sdk: typeof Sdk = require('@datadog/datadog-api-client');
  // It logs on its own to the console, errors with what was asked
  sdk.logger.setLevel('silent');
  return sdk;
}

/** The parts of Datadog's API that evidence comes from. */
export class DatadogApis {
  readonly events: v2.EventsApi;
  readonly incidents: v2.IncidentsApi;
  readonly logs: v2.LogsApi;
  readonly metrics: v2.MetricsApi;
  readonly monitors: v1.MonitorsApi;
  readonly authentication: v1.AuthenticationApi;
  readonly #http: DatadogHttp;

  constructor(options: { block: DatadogConfig; signal: AbortSignal }) {
    const { block } = options;
    const sdk = loadSdk();
    this.#http = new DatadogHttp(options);
    const configuration = sdk.client.createConfiguration({
      baseServer: new sdk.client.BaseServerConfiguration(block.apiUrl, {}),
      authMethods: { apiKeyAuth: block.apiKey, appKeyAuth: block.appKey },
      fetch: this.#http.fetch,
    });
    // Datadog's word for what may still change
    configuration.unstableOperations['v2.searchIncidents'] = true;
    this.events = new sdk.v2.EventsApi(configuration);
    this.incidents = new sdk.v2.IncidentsApi(configuration);
    this.logs = new sdk.v2.LogsApi(configuration);
    this.metrics = new sdk.v2.MetricsApi(configuration);
    this.monitors = new sdk.v1.MonitorsApi(configuration);
    this.authentication = new sdk.v1.AuthenticationApi(configuration);
  }

  /** Requests sent. */
  get calls(): number {
    return this.#http.calls;
  }
}
