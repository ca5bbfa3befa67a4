import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import type {
  Erasure,
  ErasurePreview,
  Incident,
  PostmortemsEvent,
  RequestErasure,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { forgetAnswers } from '../idempotency';
import { readIncident, type RetentionPolicy } from '../incidents';
import type { Actor } from '../platform/audit';
import { inTransaction } from '../platform/database';
import {
  eraseDeliveries,
  eraseLateDeliveries,
  findNames,
  incidentRemoval,
  learnFrom,
  Mentions,
  onlyOf,
  PersonRemoval,
  type RemovalCounts,
  rewriteDeliveries,
  rewriteIncident,
  rewriteOffers,
  rewriteUnassigned,
  unlessHeld,
} from '../removal';
import type { SealChain } from '../sealing';
import { forgetRunErrors } from '../sources';
import type { ClaimedErasure, ErasureStore, PersonNames } from './ErasureStore';

type ErasureRunnerOptions = {
  knex: Knex;
  chain: SealChain;
  store: ErasureStore;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  /** How long incidents are kept, for erasures by age. */
  retention?: Pick<RetentionPolicy, 'of'>;
  /** Who has text of their own. Without them the rest is left to the backend. */
  others?: {
    sources: ReadonlyMap<string, Pick<EvidenceSource, 'rewriteStored'>>;
    /** Must not throw: the text is gone already. */
    publish: (event: PostmortemsEvent) => Promise<void>;
  };
};

type Progress = {
  counts: RemovalCounts;
  skipped: Set<string>;
  names: PersonNames;
};

/** Who asks for erasures by age. */
export const RETENTION_ACTOR = 'postmortems:retention';
/** Who drops deliveries that came to nothing after their incident was erased. */
const LATE_ACTOR = 'postmortems:erasure';
/** A third of the lease, in milliseconds. */
const RENEW_MS = 15_000;

/**
 * Erases, incident by incident, each in one transaction that also notes how far it
 * has come. Whoever ends in the middle, another replica goes on.
 */
export class ErasureRunner {
  readonly #options: ErasureRunnerOptions;
  #running: Promise<ReadonlySet<string>> | undefined;

  constructor(options: ErasureRunnerOptions) {
    this.#options = options;
  }

  /**
   * Works on what is requested until there is nothing left.
   *
   * @returns ids of erasures after which nothing is left in the plugin's own tables
   */
  async run(signal?: AbortSignal): Promise<ReadonlySet<string>> {
    // What was requested during a run may have been missed by it
    await this.#running?.catch(() => {});
    this.#running ??= this.#runAll(signal).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** What an erasure would change. */
  async preview(options: {
    request: RequestErasure;
    actor: Actor;
  }): Promise<ErasurePreview> {
    const { request, actor } = options;
    const { knex, chain } = this.#options;
    const { incidentKey } = request;
    const given = request.subject === 'person' ? request.names : [];
    const names = { given, found: await this.#findNames(given, incidentKey) };
    const incidents: ErasurePreview['incidents'] = [];
    const skipped: string[] = [];
    const keptIds = new Set<string>();
    const requestedAt = new Date().toISOString();
    const described = {
      ...request,
      id: 'preview',
      requestedBy: actor,
      requestedAt,
    };
    for await (const key of this.#keys({ incidentKey })) {
      const { removal, person } = removalOf(described, names);
      if ((await readIncident(knex, { key })).legalHold) {
        skipped.push(key);
        continue;
      }
      const counts = await inTransaction(knex, async tx =>
        add(
          await rewriteIncident(tx, key, removal, { chain, dryRun: true }),
          await this.#eraseDeliveriesOf(tx, key, described, true),
        ),
      );
      if (Object.keys(counts).length > 0) incidents.push({ key, counts });
      for (const id of person?.keptIds ?? []) keptIds.add(id);
    }
    const counts = await this.#eraseElsewhere(described, names, true);
    for (const one of incidents) add(counts, one.counts);
    return {
      counts,
      incidents,
      names: names.found,
      keptIds: [...keptIds],
      skipped,
    };
  }

  async #runAll(signal?: AbortSignal): Promise<ReadonlySet<string>> {
    const { knex, store, logger } = this.#options;
    const rewritten = new Set<string>();
    await eraseLateDeliveries(knex, LATE_ACTOR);
    for (;;) {
      if (signal?.aborted) return rewritten;
      const erasure = await store.claim();
      if (!erasure) return rewritten;
      try {
        const isDone = await this.#keepingLease(erasure, () =>
          this.#erase(erasure, signal),
        );
        if (!isDone) return rewritten;
        rewritten.add(erasure.id);
        logger.info(`Erasure ${erasure.id} is done`);
      } catch (error) {
        const { name, message } = toError(error);
        // The message may hold what is being erased
        logger.warn(
          `Erasure ${erasure.id} failed and will be tried again: ${name}`,
        );
        await store.fail(erasure, safeMessage(name, message));
      }
    }
  }

  /**
   * A transaction of a large incident takes minutes. Where it has noted its own
   * progress the renewal waits for its end, so that one at a time is under way.
   */
  async #keepingLease<T>(
    erasure: ClaimedErasure,
    work: () => Promise<T>,
  ): Promise<T> {
    let renewal: Promise<void> | undefined;
    const timer = setInterval(() => {
      renewal ??= this.#options.store
        .keep(erasure)
        // The next step finds out that somebody else has taken over
        .catch(() => {})
        .finally(() => {
          renewal = undefined;
        });
    }, RENEW_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await renewal;
    }
  }

  /** Whether it came to its end. */
  async #erase(
    erasure: ClaimedErasure,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const { knex, others, store } = this.#options;
    const { incidentKey } = erasure;
    const counts: RemovalCounts = { ...erasure.counts };
    const skipped = new Set(erasure.skipped);
    const names: PersonNames = { given: [], ...erasure.names };
    let { afterKey } = erasure;
    const keepLease = () =>
      store.advance(knex, erasure, {
        afterKey,
        counts,
        skipped: [...skipped],
        names,
      });
    // Before the first message is gone, which tells what its author is called
    if (!names.found) {
      const { given } = names;
      const found = await this.#findNames(given, incidentKey, keepLease);
      requireOther(erasure.requestedBy, found);
      const elsewhere = [erasure, { given, found }, false, keepLease] as const;
      add(counts, await this.#eraseElsewhere(...elsewhere));
      names.found = found;
    }
    await keepLease();
    for await (const key of this.#keys({ incidentKey, afterKey })) {
      if (signal?.aborted) return false;
      await this.#eraseIn(key, erasure, { counts, skipped, names });
      afterKey = key;
    }
    if (!others) {
      await store.handOver(erasure);
      return true;
    }
    const { removal, rewrite } = removalOf(erasure, names);
    for (const key of await store.untold(erasure)) {
      if (signal?.aborted) return false;
      for (const source of others.sources.values()) {
        await source.rewriteStored?.({ incidentKey: key, rewrite });
      }
      // Whoever rewrote it may have ended before
      await forgetAnswers(knex, key);
      if (await store.hasChanged(erasure, key)) {
        await others.publish({ type: 'incident.erased', incidentKey: key });
      }
      await store.noteTold(erasure, key);
      await keepLease();
    }
    await store.finish(erasure, {
      counts,
      reason: removal.reason,
      requestedBy: removal.actor,
    });
    return true;
  }

  async #eraseIn(
    key: string,
    erasure: ClaimedErasure,
    progress: Progress,
  ): Promise<void> {
    const { knex, chain, store } = this.#options;
    const { names, skipped } = progress;
    // A transaction may run twice, and a removal learns while it runs
    const done = await inTransaction(knex, async tx => {
      const { removal } = removalOf(erasure, names);
      // Asked with the lock: a hold, or another turn of the incident, may have come
      const locked = { key, lock: true, evenErased: true };
      const incident = await readIncident(tx, locked);
      const isSkipped = this.#isKept(incident, erasure);
      const isGone = erasure.subject === 'incident' && incident.erased;
      const changed: RemovalCounts = {};
      if (!isSkipped && !isGone) {
        const options = { chain, dryRun: false };
        add(changed, await rewriteIncident(tx, key, removal, options));
        add(changed, await this.#eraseDeliveriesOf(tx, key, erasure, false));
      }
      // A source may have what is in no row of the plugin
      if (!isSkipped && !isGone) await store.noteUntold(tx, erasure, key);
      const after = {
        counts: add({ ...progress.counts }, changed),
        skipped: isSkipped ? [...skipped, key] : [...skipped],
      };
      await store.advance(tx, erasure, { ...after, afterKey: key });
      return after;
    });
    await forgetAnswers(knex, key);
    await forgetRunErrors(knex);
    Object.assign(progress.counts, done.counts);
    for (const one of done.skipped) skipped.add(one);
  }

  /** Whether it is on legal hold, or not over its age any more. */
  #isKept(
    incident: Incident,
    { requestedBy }: Pick<Erasure, 'requestedBy'>,
  ): boolean {
    if (incident.legalHold) return true;
    if (requestedBy !== RETENTION_ACTOR || incident.erased) return false;
    const kept = this.#options.retention?.of(incident);
    return kept === undefined || kept.until > new Date().toISOString();
  }

  async #eraseDeliveriesOf(
    tx: Knex,
    incidentKey: string,
    { subject, requestedBy: actor }: Pick<Erasure, 'subject' | 'requestedBy'>,
    dryRun: boolean,
  ): Promise<RemovalCounts> {
    return subject === 'incident'
      ? eraseDeliveries(tx, { incidentKey, actor, dryRun })
      : {};
  }

  /**
   * What of a person belongs to no incident. It is first, while what is quoted there
   * is still known from evidence.
   */
  async #eraseElsewhere(
    erasure: Parameters<typeof removalOf>[0] & { incidentKey?: string },
    names: PersonNames,
    dryRun: boolean,
    onIncident: () => Promise<void> = async () => {},
  ): Promise<RemovalCounts> {
    const { knex } = this.#options;
    const { incidentKey } = erasure;
    const { person } = removalOf(erasure, names);
    if (!person) return {};
    for await (const key of this.#keys({ incidentKey })) {
      await learnFrom(knex, key, person);
      await onIncident();
    }
    const counts: RemovalCounts = {};
    add(
      counts,
      await rewriteDeliveries(knex, person.changeDelivery, {
        dryRun,
        actor: person.actor,
        what: 'erase',
        only: query => {
          unlessHeld(knex, query);
          if (incidentKey !== undefined) onlyOf(knex, query, incidentKey);
        },
      }),
    );
    if (incidentKey === undefined) {
      add(counts, await rewriteOffers(knex, person, { dryRun }));
      add(
        counts,
        await inTransaction(knex, tx => rewriteUnassigned(tx, person, dryRun)),
      );
    }
    if (!dryRun) {
      await forgetAnswers(knex);
      await forgetRunErrors(knex);
    }
    return counts;
  }

  /** What a person is called, with what evidence adds. */
  async #findNames(
    given: readonly string[],
    incidentKey: string | undefined,
    onIncident: () => Promise<void> = async () => {},
  ): Promise<string[]> {
    const names = new Set(given);
    if (names.size === 0) return [];
    for await (const key of this.#keys({ incidentKey })) {
      const found = await findNames(this.#options.knex, key, given);
      for (const name of found) names.add(name);
      await onIncident();
    }
    return [...names];
  }

  async *#keys(options: {
    incidentKey?: string;
    afterKey?: string;
  }): AsyncIterable<string> {
    const { incidentKey } = options;
    let after = options.afterKey ?? '';
    for (;;) {
      const query = this.#options
        .knex<{ key: string }>('incidents')
        .where('key', '>', after)
        .orderBy('key')
        .first('key');
      if (incidentKey !== undefined) query.andWhere('key', incidentKey);
      const row = await query;
      if (!row) return;
      yield row.key;
      after = row.key;
    }
  }
}

/** Whoever erased who made a change could approve it. */
export function requireOther(actor: string, names: readonly string[]): void {
  if (!new Mentions(names).isName(actor)) return;
  throw new NotAllowedError(
    'Your own data is for somebody else to erase: ask another administrator',
  );
}

function removalOf(
  erasure: Pick<
    Erasure,
    'id' | 'subject' | 'reason' | 'requestedBy' | 'requestedAt'
  >,
  names: PersonNames,
) {
  const options = {
    erased: { at: erasure.requestedAt, reason: erasure.reason },
    actor: erasure.requestedBy,
    erasureId: erasure.id,
  };
  if (erasure.subject === 'incident') {
    return { removal: incidentRemoval(options), rewrite: () => '[erased]' };
  }
  const person = new PersonRemoval({
    ...options,
    names: names.given,
    alsoKnownAs: names.found,
  });
  const rewrite = (text: string) => person.plain(text);
  return { removal: person, person, rewrite };
}

function add(to: RemovalCounts, counts: RemovalCounts): RemovalCounts {
  for (const [table, count] of Object.entries(counts)) {
    to[table] = (to[table] ?? 0) + count;
  }
  return to;
}

/** Messages of a database may quote what is stored. */
function safeMessage(name: string, message: string): string {
  const isOwn = ['ConflictError', 'NotAllowedError', 'NotFoundError'];
  return isOwn.includes(name) ? message : name;
}
