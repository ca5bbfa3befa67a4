import {
  AuthenticationError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  BlockNames,
  type CatalogServices,
  type ChosenBody,
  findBearerToken,
  fitsAny,
  type IncidentAccess,
  type IncidentLookup,
  LineGroups,
  type WebhookDelivery,
  type WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { TelemetryConfig } from '../config/telemetryConfig';
import { readLogs, SEVERITIES } from '../otlp/readLogs';
import { MAX_BUCKETS, MAX_QUANTILES, readMetrics } from '../otlp/readMetrics';
import { recordsIn, type Signal } from '../otlp/signalOf';
import { type Batch, readBatch, seriesHash } from './batch';
import type { Matcher } from './Matcher';
import { Matchers } from './Matchers';
import { noticesOf } from './noticesOf';
import type { TelemetryStore } from './TelemetryStore';
import { windowOf } from './windowOf';

const PREFIX = 'telemetry';
const JSON_TYPE = 'application/json';
/** Why records are not taken, for those who operate the exporter. */
const REJECTED = {
  logs: 'Some log records are not as opentelemetry-proto has them',
  metrics: `Some data points are not as opentelemetry-proto has them, are more than five minutes ahead, are of an up-down counter with delta temporality, or have more than ${MAX_BUCKETS} buckets or ${MAX_QUANTILES} quantiles`,
};

/**
 * Receives logs and metrics over OTLP/HTTP in JSON, from a collector that sends all that
 * it has. What is of a service of an incident that goes on is stored, and nothing else.
 */
export class TelemetryWebhook {
  readonly #blocks: readonly TelemetryConfig[];
  readonly #names: BlockNames<TelemetryConfig>;
  readonly #matchers: Matchers;
  readonly #store: TelemetryStore;

  constructor(options: {
    blocks: readonly TelemetryConfig[];
    services: Pick<CatalogServices, 'namesOf'>;
    store: TelemetryStore;
  }) {
    this.#blocks = options.blocks;
    this.#names = new BlockNames({
      platform: 'OpenTelemetry in telemetrySources',
      blocks: options.blocks,
      // All that a delivery still needs of a block
      tellsApart: ({ alertWindowMinutes, recoveryMinutes, limits }) =>
        [alertWindowMinutes, recoveryMinutes, ...Object.values(limits)].map(
          String,
        ),
    });
    this.#matchers = new Matchers({
      namesOf: ref => options.services.namesOf(ref),
    });
    this.#store = options.store;
  }

  checkHeaders(headers: IncomingHttpHeaders) {
    this.#blockOf(headers);
  }

  /** Whether it is a delivery of this webhook. */
  static isOwn({ id }: WebhookDelivery): boolean {
    return id.startsWith(`${PREFIX}:`);
  }

  async authenticate(
    request: WebhookRequest,
    signal: Exclude<Signal, 'spans'>,
  ) {
    const block = this.#blockOf(request.headers);
    if (!block.signals.includes(signal)) {
      throw new InputError(
        `${block.path}.signals has no ${signal}: add it, or do not send ${signal} with this token`,
      );
    }
    const digest = createHash('sha256').update(request.rawBody).digest('hex');
    return {
      deliveryId: `${PREFIX}:${this.#names.nameOf(block)}:${digest}`,
      reply: { contentType: JSON_TYPE, body: '{}' },
      choose: (incidents: IncidentLookup) =>
        this.#choose({ block, signal, rawBody: request.rawBody, incidents }),
    };
  }

  async process(
    { id, body }: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const block = this.#names.find(id.split(':')[1]);
    const { incidents, lines, series } = readBatch(body);
    for (const key of incidents.sort()) {
      const incident = await access.findIncident(key);
      if (!incident || incident.erased) continue;
      const { from, to } = windowOf(incident, block);
      const isOf = (service: string, first: number, last = first) =>
        incident.services.includes(service) && first <= to && last >= from;
      const { leftOut, isNews } = await this.#store.add({
        incidentKey: key,
        deliveryId: id,
        limits: block.limits,
        lines: lines.filter(({ service, first, last }) =>
          isOf(service, first.getTime(), last.getTime()),
        ),
        series: series.map(({ details, points }) => ({
          details,
          points: points.filter(({ at }) =>
            isOf(details.service, Date.parse(at)),
          ),
        })),
      });
      if (isNews) await access.setNotices(key, noticesOf(leftOut, block));
    }
  }

  /** Nothing is read while no incident goes on. */
  async #choose(options: {
    block: TelemetryConfig;
    signal: Exclude<Signal, 'spans'>;
    rawBody: Buffer;
    incidents: IncidentLookup;
  }): Promise<ChosenBody> {
    const { block, signal, rawBody } = options;
    const matcher = await this.#matcherOf(options);
    if (!matcher) return {};
    const sent = recordsIn(rawBody, signal);
    const { batch, odd } =
      signal === 'logs'
        ? chooseLines(sent, { matcher, block })
        : choosePoints(sent, { matcher, block });
    const rejected = {
      logs: 'rejectedLogRecords',
      metrics: 'rejectedDataPoints',
    }[signal];
    return {
      ...(odd > 0 && {
        reply: {
          contentType: JSON_TYPE,
          body: JSON.stringify({
            partialSuccess: {
              [rejected]: String(odd),
              errorMessage: REJECTED[signal],
            },
          }),
        },
      }),
      ...(batch.incidents.length > 0 && {
        body: JSON.stringify(batch),
        // Batches of an incident wait for each other anyway, with a connection each
        orderKey: batch.incidents.sort()[0],
      }),
    };
  }

  async #matcherOf(options: {
    block: TelemetryConfig;
    incidents: IncidentLookup;
  }): Promise<Matcher | undefined> {
    try {
      const incidents = await options.incidents.listOngoing();
      if (incidents.length === 0) return undefined;
      return await this.#matchers.get(incidents, options.block);
    } catch (error) {
      // An exporter sends again after a 503, and after a 500 it does not
      throw new ServiceUnavailableError(
        'Incidents or their services cannot be read at the moment',
        error,
      );
    }
  }

  #blockOf(headers: IncomingHttpHeaders): TelemetryConfig {
    const found = findBearerToken(
      headers,
      this.#blocks.map(({ webhook }) => webhook.token),
    );
    if (found >= 0) return this.#blocks[found];
    throw new AuthenticationError(
      'Logs and metrics of OpenTelemetry need the header Authorization with "Bearer" and the webhook.token of a block of telemetrySources',
    );
  }
}

type Chosen = { batch: Batch; odd: number };
type ChooseOptions = { matcher: Matcher; block: TelemetryConfig };

function chooseLines(
  sent: readonly unknown[],
  { matcher, block }: ChooseOptions,
): Chosen {
  const { records, odd } = readLogs(sent, {
    receivedAt: new Date(),
    isWanted: of => matcher.isWatched(of),
    minSeverity: SEVERITIES[block.severity],
  });
  const incidents = new Set<string>();
  const groups = new LineGroups();
  for (const { of, severity: _, ...line } of records) {
    for (const [service, keys] of matcher.match(of, line.at)) {
      keys.forEach(key => incidents.add(key));
      groups.add({ ...line, service });
    }
  }
  return {
    odd,
    batch: { incidents: [...incidents], lines: groups.all, series: [] },
  };
}

function choosePoints(
  sent: readonly unknown[],
  { matcher, block }: ChooseOptions,
): Chosen {
  const { records, odd } = readMetrics(sent, {
    receivedAt: new Date(),
    isWanted: of => matcher.isWatched(of),
    isMetricWanted: metric => fitsAny(metric, block.metrics),
  });
  const incidents = new Set<string>();
  const found = new Map<string, Batch['series'][number]>();
  for (const { of, series, point } of records) {
    for (const [service, keys] of matcher.match(of, new Date(point.at))) {
      keys.forEach(key => incidents.add(key));
      const details = { ...series, service };
      const hash = seriesHash(details);
      const known = found.get(hash) ?? { details, points: [] };
      known.points.push(point);
      found.set(hash, known);
    }
  }
  return {
    odd,
    batch: {
      incidents: [...incidents],
      lines: [],
      series: [...found.values()],
    },
  };
}
