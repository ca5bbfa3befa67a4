import type { Knex } from 'knex';
import { HOLDING_ATTEMPTS } from './attempts';
import type { DeliveryKind, DeliveryRow } from './DeliveryStore';

/** Rows read at once; many may be of one order key. */
const LOOK_AHEAD = 1000;

type Chosen = Pick<DeliveryRow, 'source_id' | 'delivery_id'>;

/** How many of one source may be in process at once, of which some are. */
export type SourceShare = {
  most: number;
  inProcess: ReadonlyMap<string, number>;
};

/**
 * The oldest due rows, of each order key the first. None of a key that has
 * another one being processed, or waiting for one of its earlier retries, and no
 * more of a source than its share: one that sends without end holds up no other.
 */
export async function chooseDue(
  tx: Knex.Transaction,
  options: {
    kind: DeliveryKind;
    limit: number;
    time: string;
    share?: SourceShare;
  },
): Promise<Chosen[]> {
  const { kind, limit, time, share } = options;
  // Written out, as the index on those that wait needs it
  const waiting = () =>
    tx<DeliveryRow>('webhook_deliveries')
      .whereRaw(`state = 'waiting'`)
      .where({ kind });
  const held = waiting()
    .select('source_id', 'order_key')
    .andWhere('due_at', '>', time)
    .whereNotNull('order_key')
    .where(busy =>
      busy
        .whereNotNull('lease_token')
        .orWhere('attempts', '<=', HOLDING_ATTEMPTS),
    );
  const chosen = new Map<string, Chosen>();
  const takenKeys: [string, string][] = [];
  const ofSource = new Map(share?.inProcess);
  const isFull = (id: string) =>
    share !== undefined && (ofSource.get(id) ?? 0) >= share.most;
  for (let isMore = true; isMore; ) {
    const due = await waiting()
      .select('source_id', 'delivery_id', 'order_key')
      .andWhere('due_at', '<=', time)
      .whereNotIn('source_id', [...ofSource.keys()].filter(isFull))
      .where(free =>
        free
          .whereNull('order_key')
          .orWhere(keyed =>
            keyed
              .whereNotIn(['source_id', 'order_key'], held.clone())
              .whereNotIn(['source_id', 'order_key'], takenKeys),
          ),
      )
      .orderBy(['sequence', 'delivery_id'])
      .limit(LOOK_AHEAD);
    const seen = new Set<string>();
    for (const { source_id, delivery_id, order_key } of due) {
      if (chosen.size === limit) break;
      if (isFull(source_id)) continue;
      if (order_key !== null) {
        const key = JSON.stringify([source_id, order_key]);
        if (seen.has(key)) continue;
        seen.add(key);
        takenKeys.push([source_id, order_key]);
      }
      const id = JSON.stringify([source_id, delivery_id]);
      chosen.set(id, { source_id, delivery_id });
      ofSource.set(source_id, (ofSource.get(source_id) ?? 0) + 1);
    }
    isMore = chosen.size < limit && due.length === LOOK_AHEAD;
  }
  return [...chosen.values()];
}
