import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  Erasure,
  ErasurePreview,
  PostmortemsEvent,
  RequestErasure,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { findIncident } from '../incidents';
import type { Actor } from '../platform/audit';
import { inTransaction } from '../platform/database';
import {
  deliveryNaming,
  auditNaming,
  findNames,
  incidentRemoval,
  learnFrom,
  PersonRemoval,
  type RemovalCounts,
  rewriteDeliveries,
  rewriteIncident,
  rewriteUnassigned,
} from '../removal';
import type { SealChain } from '../sealing';
import type { ClaimedErasure, ErasureStore, PersonNames } from './ErasureStore';

type ErasureRunnerOptions = {
  knex: Knex;
  chain: SealChain;
  store: ErasureStore;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  /** Must not throw: the text is gone already. */
  publish?: (event: PostmortemsEvent) => Promise<void>;
};

/**
 * Erases, incident by incident, each in one transaction that also notes how far it
 * has come. Whoever ends in the middle, another replica goes on.
 */
export class ErasureRunner {
  readonly #options: ErasureRunnerOptions;
  #running: Promise<void> | undefined;

  constructor(options: ErasureRunnerOptions) {
    this.#options = options;
  }

  /** Works on what is requested until there is nothing left. */
  async run(signal?: AbortSignal): Promise<void> {
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
      if (await this.#isHeld(key)) {
        skipped.push(key);
        continue;
      }
      const counts = await inTransaction(knex, tx =>
        rewriteIncident(tx, key, removal, { chain, dryRun: true }),
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

  async #runAll(signal?: AbortSignal): Promise<void> {
    const { store, logger } = this.#options;
    for (;;) {
      if (signal?.aborted) return;
      const erasure = await store.claim();
      if (!erasure) return;
      try {
        if (!(await this.#erase(erasure, signal))) return;
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

  /** Whether it came to its end. */
  async #erase(
    erasure: ClaimedErasure,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const { knex, store } = this.#options;
    const { incidentKey } = erasure;
    const counts: RemovalCounts = { ...erasure.counts };
    const skipped = new Set(erasure.skipped);
    const names: PersonNames = { given: [], ...erasure.names };
    const { afterKey } = erasure;
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
      const elsewhere = [erasure, { given, found }, false, keepLease] as const;
      add(counts, await this.#eraseElsewhere(...elsewhere));
      names.found = found;
    }
    await keepLease();
    for await (const key of this.#keys({ incidentKey, afterKey })) {
      if (signal?.aborted) return false;
      const progress = { counts, skipped, names };
      if (await this.#eraseIn(key, erasure, progress)) {
        await this.#options.publish?.({
          type: 'incident.erased',
          incidentKey: key,
        });
      }
    }
    const { removal } = removalOf(erasure, names);
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
    progress: {
      counts: RemovalCounts;
      skipped: Set<string>;
      names: PersonNames;
    },
  ): Promise<boolean> {
    const { knex, chain, store } = this.#options;
    const { names, skipped } = progress;
    const isHeld = await this.#isHeld(key);
    const isGone =
      erasure.subject === 'incident' &&
      (await findIncident(knex, { key }))?.erased !== undefined;
    // A transaction may run twice, and a removal learns while it runs
    const done = await inTransaction(knex, async tx => {
      const { removal } = removalOf(erasure, names);
      const changed =
        isHeld || isGone
          ? {}
          : await rewriteIncident(tx, key, removal, { chain, dryRun: false });
      const after = {
        counts: add({ ...progress.counts }, changed),
        skipped: isHeld ? [...skipped, key] : [...skipped],
        changed,
      };
      await store.advance(tx, erasure, { ...after, afterKey: key });
      return after;
    });
    Object.assign(progress.counts, done.counts);
    if (isHeld) skipped.add(key);
    return Object.keys(done.changed).length > 0;
  }

  /**
   * What belongs to no incident. It is first, while what is quoted there is still
   * known from evidence.
   */
  async #eraseElsewhere(
    erasure: Parameters<typeof removalOf>[0] & { incidentKey?: string },
    names: PersonNames,
    dryRun: boolean,
    onIncident: () => Promise<void> = async () => {},
  ): Promise<RemovalCounts> {
    const { knex } = this.#options;
    const { incidentKey } = erasure;
    const { removal, person } = removalOf(erasure, names);
    for await (const key of this.#keys({ incidentKey })) {
      await learnFrom(knex, key, removal);
      await onIncident();
    }
    const counts = await rewriteDeliveries(
      knex,
      person?.changeDelivery ?? deliveryNaming(String(incidentKey)),
      { dryRun, actor: removal.actor, what: 'erase' },
    );
    // Of one incident only what names it, of a person only with all incidents
    if (person && incidentKey !== undefined) return counts;
    const audit = person ?? auditNaming(String(incidentKey), removal);
    return add(
      counts,
      await inTransaction(knex, tx => rewriteUnassigned(tx, audit, dryRun)),
    );
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

  async #isHeld(key: string): Promise<boolean> {
    return (await this.#options.store.heldAmong([key])).length > 0;
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
    return { removal: incidentRemoval(options) };
  }
  const person = new PersonRemoval({
    ...options,
    names: names.given,
    alsoKnownAs: names.found,
  });
  return { removal: person, person };
}

function add(to: RemovalCounts, counts: RemovalCounts): RemovalCounts {
  for (const [table, count] of Object.entries(counts)) {
    to[table] = (to[table] ?? 0) + count;
  }
  return to;
}

/** Messages of a database may quote what is stored. */
function safeMessage(name: string, message: string): string {
  return name === 'ConflictError' || name === 'NotFoundError' ? message : name;
}
