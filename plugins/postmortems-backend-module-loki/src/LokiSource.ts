import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type CatalogServices,
  type EvidenceSource,
  LINE_BUCKET_MS,
  PartialEvidenceError,
  shortestRetention,
} from '@postmortems/backstage-plugin-postmortems-node';
import { LokiLines } from './collect/LokiLines';
import { LokiClient, type LokiLine, MAX_ENTRIES } from './collect/LokiClient';
import type { LokiConfig } from './config/config';
import { testBlock } from './testBlock';

type NamedService = { ref: string; name: string };

type CollectionWindow = {
  from: Date;
  /** Start of the incident; lines before it are taken after the others. */
  start: Date;
  /** Exclusive. */
  to: Date;
};

/** Lines of one query that are not taken yet. */
type FoundLines = { service: string; query: string; lines: LokiLine[] };

/** Loki as a source of log lines. */
export class LokiSource implements EvidenceSource {
  readonly id = 'loki';
  readonly retentionMs?: number;
  readonly #blocks: LokiConfig[];
  readonly #services: CatalogServices;

  constructor(options: { blocks: LokiConfig[]; services: CatalogServices }) {
    this.retentionMs = shortestRetention(options.blocks);
    this.#blocks = options.blocks;
    this.#services = options.services;
  }

  testConnection: NonNullable<EvidenceSource['testConnection']> = async ({
    signal,
  }) => Promise.all(this.#blocks.map(block => testBlock(block, signal)));

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
          window: windowOf(block, incident, window),
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
  window: CollectionWindow;
  signal: AbortSignal;
}): Promise<{ groups: LokiLines; failures: string[] }> {
  const { block, services, window, signal } = options;
  const { maxLines } = block;
  const groups = new LokiLines({ block });
  const failed = new Map<string, Set<string>>();
  if (window.to <= window.from) return { groups, failures: [] };
  const client = new LokiClient({ block });
  let isCut = false;
  for (const filter of block.filters) {
    const found: FoundLines[] = [];
    for (const { ref, name } of services) {
      const fail = (message: string) =>
        failed.set(message, (failed.get(message) ?? new Set()).add(name));
      const query = `${block.selector.render(name)} ${filter}`.trim();
      try {
        const answer = await linesAround(client, {
          query,
          window,
          // Those that an earlier filter took may come again
          limit: maxLines,
          signal,
        });
        isCut ||= answer.isCut;
        found.push({ service: ref, query, lines: answer.lines });
        if (answer.isCrowded) {
          fail(
            `more than ${MAX_ENTRIES} lines are of one moment, and the rest of it was left out`,
          );
        }
      } catch (error) {
        fail(toError(error).message);
      }
    }
    const left = takeInTurns(groups, found, maxLines);
    isCut ||= left > 0;
    if (groups.size >= maxLines && isCut) break;
  }
  const failures = toMessages(failed);
  if (isCut) {
    failures.push(
      `Only ${groups.size} lines were taken, those of earlier filters before others, and the first after the start of the incident; ${block.path}.maxLines sets how many`,
    );
  }
  return { groups, failures };
}

/** From the start of the incident on, and what there is room for of the time before. */
async function linesAround(
  client: LokiClient,
  options: {
    query: string;
    window: CollectionWindow;
    limit: number;
    signal: AbortSignal;
  },
): Promise<{ lines: LokiLine[]; isCut: boolean; isCrowded: boolean }> {
  const { window, limit, ...rest } = options;
  const { from, start, to } = window;
  const after =
    start < to
      ? await client.lines({
          ...rest,
          from: start,
          to,
          limit,
          direction: 'forward',
        })
      : { lines: [], isCut: false, isCrowded: false };
  if (after.isCut || from >= start) return after;
  const before = await client.lines({
    ...rest,
    from,
    to: start,
    limit: limit - after.lines.length,
    direction: 'backward',
  });
  return {
    lines: [...after.lines, ...before.lines],
    isCut: before.isCut,
    isCrowded: after.isCrowded || before.isCrowded,
  };
}

/**
 * Shares the room that is left among the services.
 *
 * @returns how many lines there was no room for
 */
function takeInTurns(
  groups: LokiLines,
  found: readonly FoundLines[],
  maxLines: number,
): number {
  const queues = found.map(one => ({ ...one, next: 0 }));
  for (;;) {
    const waiting = queues.filter(({ lines, next }) => next < lines.length);
    const room = maxLines - groups.size;
    if (waiting.length === 0) return 0;
    if (room <= 0) {
      return waiting.reduce((sum, one) => sum + one.lines.length - one.next, 0);
    }
    const share = Math.max(1, Math.floor(room / waiting.length));
    for (const queue of waiting) {
      const until = Math.min(groups.size + share, maxLines);
      while (groups.size < until && queue.next < queue.lines.length) {
        groups.add(queue.lines[queue.next], queue);
        queue.next += 1;
      }
    }
  }
}

function toMessages(failed: ReadonlyMap<string, ReadonlySet<string>>) {
  return [...failed].map(
    ([message, names]) => `${[...names].join(', ')}: ${message}`,
  );
}

/**
 * From the look-back before the start to some minutes after the end, at the minutes
 * by which equal lines are put together: a start or end that moves cuts no group in
 * two. Minutes that are not over are left to the next collection.
 */
function windowOf(
  block: LokiConfig,
  incident: Incident,
  window: { from: Date; to: Date },
): CollectionWindow {
  const start = floorToBucket(Date.parse(incident.startedAt));
  const from = Math.max(
    ceilToBucket(window.from.getTime()),
    floorToBucket(
      Date.parse(incident.startedAt) - block.alertWindowMinutes * 60_000,
    ),
  );
  const to = Math.min(
    floorToBucket(Math.min(window.to.getTime(), Date.now())),
    incident.resolvedAt
      ? ceilToBucket(
          Date.parse(incident.resolvedAt) + block.recoveryMinutes * 60_000,
        )
      : Infinity,
  );
  return {
    from: new Date(from),
    start: new Date(Math.min(Math.max(start, from), to)),
    to: new Date(to),
  };
}

function floorToBucket(time: number) {
  return Math.floor(time / LINE_BUCKET_MS) * LINE_BUCKET_MS;
}

function ceilToBucket(time: number) {
  return Math.ceil(time / LINE_BUCKET_MS) * LINE_BUCKET_MS;
}
