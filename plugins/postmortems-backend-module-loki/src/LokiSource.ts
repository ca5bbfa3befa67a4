import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type CatalogServices,
  type EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { BUCKET_MS, LineGroups } from './collect/LineGroups';
import { LokiClient } from './collect/LokiClient';
import type { LokiConfig } from './config/config';

type NamedService = { ref: string; name: string };

/** Loki as a source of log lines. */
export class LokiSource implements EvidenceSource {
  readonly id = 'loki';
  readonly #blocks: LokiConfig[];
  readonly #services: CatalogServices;

  constructor(options: { blocks: LokiConfig[]; services: CatalogServices }) {
    this.#blocks = options.blocks;
    this.#services = options.services;
  }

  collect: NonNullable<EvidenceSource['collect']> = async options => {
    const { incident, window, signal } = options;
    const services: NamedService[] = [];
    for (const ref of incident.services) {
      for (const name of await this.#services.namesOf(ref)) {
        services.push({ ref, name });
      }
    }
    const results = await Promise.all(
      this.#blocks.map(block =>
        collectFrom({
          block,
          services,
          signal,
          ...windowOf(block, incident, window),
        }),
      ),
    );
    const nodes = results.flatMap(({ groups }) => groups.toNodes());
    const failures = results.flatMap(one => one.failures);
    if (failures.length === 0) return nodes;
    const message = `Not all log lines could be taken: ${failures.join('; ')}`;
    throw nodes.length > 0
      ? new PartialEvidenceError(message, nodes)
      : new ServiceUnavailableError(message);
  };
}

/** What can be read; a query that fails ends no other. */
async function collectFrom(options: {
  block: LokiConfig;
  services: NamedService[];
  from: Date;
  to: Date;
  signal: AbortSignal;
}): Promise<{ groups: LineGroups; failures: string[] }> {
  const { block, services, from, to, signal } = options;
  const groups = new LineGroups({ block });
  const failed = new Map<string, Set<string>>();
  if (to <= from) return { groups, failures: [] };
  const client = new LokiClient({ block });
  for (const filter of block.filters) {
    for (const { ref, name } of services) {
      const query = `${block.selector.render(name)} ${filter}`.trim();
      try {
        const { lines, isCut } = await client.lines({
          query,
          from,
          to,
          // Those that an earlier filter took may come again
          limit: block.maxLines,
          signal,
        });
        const isTaken = lines.every(line =>
          groups.add(line, { service: ref, query }),
        );
        if (isTaken && !isCut) continue;
        const tooMany = `Only the first ${block.maxLines} lines were taken, those of earlier filters before others; ${block.path}.maxLines sets how many`;
        return { groups, failures: [...toMessages(failed), tooMany] };
      } catch (error) {
        const { message } = toError(error);
        failed.set(message, (failed.get(message) ?? new Set()).add(name));
      }
    }
  }
  return { groups, failures: toMessages(failed) };
}

function toMessages(failed: ReadonlyMap<string, ReadonlySet<string>>) {
  return [...failed].map(
    ([message, names]) => `${[...names].join(', ')}: ${message}`,
  );
}

/**
 * From the look-back before the start to some minutes after the end. Minutes that
 * are not over are left to the next collection, so that it adds only what is new.
 */
function windowOf(
  block: LokiConfig,
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
  const isRecent = Date.now() - to < BUCKET_MS;
  return {
    from: new Date(from),
    to: new Date(isRecent ? Math.floor(to / BUCKET_MS) * BUCKET_MS : to),
  };
}
