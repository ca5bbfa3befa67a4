import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  PartialEvidenceError,
  shortestRetention,
} from '@postmortems/backstage-plugin-postmortems-node';
import { ServiceTags } from './catalog/ServiceTags';
import { DatadogApis, loadSdk } from './client/DatadogApis';
import { testBlock } from './client/testBlock';
import { Collection } from './collect/Collection';
import { collectEvents } from './collect/collectEvents';
import { collectIncidents } from './collect/collectIncidents';
import { collectLogs } from './collect/collectLogs';
import { collectMetrics } from './collect/collectMetrics';
import { collectMonitors } from './collect/collectMonitors';
import type { MonitorEvent } from './collect/monitorEvent';
import type { DatadogConfig } from './config/config';
import { DatadogWebhook } from './webhook/DatadogWebhook';

/** Datadog as a source of evidence and incidents. */
export class DatadogSource implements EvidenceSource {
  readonly id = 'datadog';
  readonly retentionMs?: number;
  readonly webhook?: EvidenceSource['webhook'];
  readonly #blocks: DatadogConfig[];
  readonly #tags: ServiceTags;
  readonly #logger: LoggerService;

  constructor(options: {
    blocks: DatadogConfig[];
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    loadSdk();
    this.retentionMs = shortestRetention(options.blocks);
    this.#blocks = options.blocks;
    this.#tags = new ServiceTags(options);
    this.#logger = options.logger;
    if (options.blocks.some(({ webhook }) => webhook)) {
      this.webhook = new DatadogWebhook({
        blocks: options.blocks,
        tags: this.#tags,
        logger: options.logger,
      });
    }
  }

  testConnection: NonNullable<EvidenceSource['testConnection']> = async ({
    signal,
  }) => Promise.all(this.#blocks.map(block => testBlock(block, signal)));

  collect: NonNullable<EvidenceSource['collect']> = async options => {
    const { incident, window, signal, restrict } = options;
    const services = await this.#tags.tagsOf(incident.services);
    const collections = await Promise.all(
      this.#blocks.map(block => {
        const collection = new Collection({
          block,
          apis: new DatadogApis({ block, signal }),
          services,
          restrict,
          ...windowOf(block, incident, window),
        });
        return this.#collectFrom(collection).then(() => collection);
      }),
    );
    const nodes = collections.flatMap(collection => collection.nodes);
    const failures = collections.flatMap(collection => collection.failures);
    if (failures.length === 0) return nodes;
    const message = `Not everything could be taken from Datadog: ${failures.join(
      '; ',
    )}`;
    throw nodes.length > 0
      ? new PartialEvidenceError(message, nodes)
      : new ServiceUnavailableError(message);
  };

  async #collectFrom(collection: Collection): Promise<void> {
    const { limits, path } = collection.block;
    if (collection.to <= collection.from) return;
    const about = (['events', 'monitors'] as const).filter(
      kind => limits[kind] > 0,
    );
    await Promise.all([
      (async () => {
        const changes: MonitorEvent[] = [];
        if (about.length > 0) {
          await collection.attempt(about.join(' and '), () =>
            collectEvents(collection, changes),
          );
        }
        const watched = await collectMonitors(collection, changes);
        if (limits.metrics > 0) await collectMetrics(collection, watched);
      })(),
      limits.incidents > 0 &&
        collection.attempt('incidents', () => collectIncidents(collection)),
      limits.logs > 0 &&
        collection.attempt('logs', () => collectLogs(collection)),
    ]);
    if (collection.unknownMetrics.length > 0) {
      this.#logger.info(
        `${path}: Datadog has no data of ${collection.unknownMetrics.join(
          ', ',
        )}`,
      );
    }
    this.#logger.debug(
      `${path}: ${collection.nodes.length} nodes with ${collection.apis.calls} calls to Datadog`,
    );
  }
}

/** From the look-back before the start to some minutes after the end. */
function windowOf(
  block: DatadogConfig,
  incident: Incident,
  window: { from: Date; to: Date },
): { from: Date; to: Date } {
  const from = Math.max(
    window.from.getTime(),
    Date.parse(incident.startedAt) - block.alertWindowMinutes * 60_000,
  );
  const to = Math.min(
    window.to.getTime(),
    incident.resolvedAt
      ? Date.parse(incident.resolvedAt) + block.recoveryMinutes * 60_000
      : Infinity,
    Date.now(),
  );
  return { from: new Date(from), to: new Date(to) };
}
