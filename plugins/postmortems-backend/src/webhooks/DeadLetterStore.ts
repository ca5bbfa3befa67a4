import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  cutText,
  type Delivery,
  type DeliveryState,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { type Actor, appendAudit } from '../platform/audit';
import {
  continueAfter,
  cursorAfter,
  databaseTime,
  inOrder,
  inTransaction,
  type OrderColumn,
  type Page,
  type PageRequest,
  toPage,
} from '../platform/database';
import type { DeliveryRow } from './DeliveryStore';

const TABLE = 'webhook_deliveries';
const LIST = 'deliveries';
/** Characters of a body in a list. */
const EXCERPT = 2000;

const OLDEST_FIRST: readonly OrderColumn[] = [
  { column: 'webhook_deliveries.received_at', direction: 'asc', type: 'time' },
  { column: 'webhook_deliveries.source_id', direction: 'asc', type: 'text' },
  { column: 'webhook_deliveries.delivery_id', direction: 'asc', type: 'text' },
];

/** All but the body. */
const COLUMNS = [
  'source_id',
  'delivery_id',
  'kind',
  'state',
  'received_at',
  'due_at',
  'attempts',
  'error',
] as const satisfies readonly (keyof DeliveryRow)[];

/** With its body or an excerpt of it, and how many characters it has. */
type ListedRow = Pick<DeliveryRow, (typeof COLUMNS)[number] | 'body'> & {
  body_length: number;
};

type Id = { source: string; id: string };

/** Deliveries as administrators see them, who settle those that failed. */
export class DeadLetterStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(
    options: PageRequest & { state: DeliveryState; source?: string },
  ): Promise<Page<Delivery>> {
    const { state, source, limit, cursor } = options;
    // A page of whole bodies may not fit in memory
    const query = this.#knex<ListedRow>(TABLE)
      .select<ListedRow[]>([
        ...COLUMNS,
        this.#knex.raw('substr(body, 1, ?) as body', [EXCERPT]),
        this.#knex.raw('length(body) as body_length'),
      ])
      .where({ state, ...(source && { source_id: source }) })
      .limit(limit + 1);
    inOrder(query, OLDEST_FIRST);
    continueAfter(query, LIST, OLDEST_FIRST, cursor);
    const page = toPage<ListedRow>(await query, limit, row =>
      cursorAfter(LIST, OLDEST_FIRST, {
        received_at: row.received_at,
        source_id: row.source_id,
        delivery_id: row.delivery_id,
      }),
    );
    return {
      ...page,
      items: page.items.map(row => ({
        ...toDelivery(row),
        body: cutText(row.body, EXCERPT),
      })),
    };
  }

  /** With its whole body. Throws `NotFoundError`. */
  async get(options: Id): Promise<Delivery> {
    return toDelivery(await find(this.#knex, options));
  }

  /** Makes a dead letter due again, as if it had never been tried. */
  async retry(options: Id & { actor: Actor }): Promise<Delivery> {
    return this.#settle(options, 'retry_by_hand', {
      state: 'waiting',
      attempts: 0,
    });
  }

  /** Gives a dead letter up for good; its id stays, so that replays are known. */
  async drop(options: Id & { actor: Actor }): Promise<Delivery> {
    return this.#settle(options, 'drop', {
      state: 'dropped',
      body: '',
    });
  }

  async #settle(
    options: Id & { actor: Actor },
    verb: string,
    change: Partial<DeliveryRow>,
  ): Promise<Delivery> {
    return inTransaction(this.#knex, async tx => {
      const row = await find(tx, options);
      const [changed] = await tx<DeliveryRow>(TABLE)
        .where({
          source_id: row.source_id,
          delivery_id: row.delivery_id,
          state: 'failed',
        })
        // One that is dropped is remembered from now on
        .update({ ...change, due_at: databaseTime(tx), lease_token: null })
        .returning(['due_at']);
      // Sent again, because the answer was lost
      if (
        !changed &&
        row.state === change.state &&
        row.attempts === (change.attempts ?? row.attempts)
      ) {
        return toDelivery(row);
      }
      if (!changed) {
        throw new ConflictError(
          `The delivery is ${row.state}; only one that failed can be retried or dropped`,
        );
      }
      await appendAudit(tx, {
        actor: options.actor,
        action: `${row.kind}.${verb}`,
        subjectId: row.delivery_id,
        details: { source: row.source_id },
      });
      return toDelivery({
        ...row,
        ...change,
        ...changed,
        ...(change.body === '' && { body_length: 0 }),
      });
    });
  }
}

async function find(knex: Knex, { source, id }: Id): Promise<ListedRow> {
  const isAskable = !`${source}${id}`.includes('\0');
  const row =
    isAskable &&
    (await knex<ListedRow>(TABLE)
      .where({ source_id: source, delivery_id: id })
      .first<ListedRow | undefined>(
        ...COLUMNS,
        'body',
        knex.raw('length(body) as body_length'),
      ));
  if (!row) throw new NotFoundError(`No such delivery of '${source}'`);
  return row;
}

function toDelivery(row: ListedRow): Delivery {
  return {
    source: row.source_id,
    id: row.delivery_id,
    kind: row.kind,
    state: row.state as DeliveryState,
    receivedAt: row.received_at,
    attempts: row.attempts,
    ...(row.state === 'waiting' && { nextAttemptAt: row.due_at }),
    ...(row.error && { error: row.error }),
    body: row.body,
    withheld: false,
    bodyLength: row.body_length,
  };
}
