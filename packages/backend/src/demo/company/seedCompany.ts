import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as turn } from 'node:timers/promises';
import { pastIncidents } from './company';
import type { PastIncident, PastItem } from './incidents';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

const MINUTE_MS = 60_000;

/**
 * Brings the company's past in: everything through the API that everybody uses, so that each document is written and verified
 * like any other. Only the times at which people worked on it are set afterwards, in the tables, because the API rightly takes
 * the present. Cut off, it goes on where it stopped.
 */
export async function seedCompany(options: {
  api: PostmortemsApi;
  knex: Knex;
  token: () => Promise<string>;
  logger: LoggerService;
  now?: Date;
}): Promise<void> {
  const { api, knex, logger } = options;
  const incidents = pastIncidents(await anchorOf(knex, options.now));
  let written = 0;
  for (const past of incidents) {
    if (await isAged(knex, past)) continue;
    await seedOne({ api, auth: { token: await options.token() }, past });
    await age(knex, past);
    written += 1;
    if (written % 100 === 0) {
      logger.info(`Demo: ${written} incidents of the company are there`);
    }
    // The demo is in use meanwhile
    await turn();
  }
  if (written > 0) logger.info('Demo: the company is complete');
}

/** The day up to which there are incidents: kept from the first start, so that what is there stays the same. */
async function anchorOf(knex: Knex, now = new Date()): Promise<Date> {
  const first = await knex('incidents')
    .where({ key: 'OPS-1001' })
    .first('created_at');
  const day = new Date(first?.created_at ?? now);
  day.setUTCHours(0, 0, 0, 0);
  return day;
}

async function seedOne(options: {
  api: PostmortemsApi;
  auth: { token: string };
  past: PastIncident;
}): Promise<void> {
  const { api, auth, past } = options;
  const { key } = past.incident;
  await api.createIncident(past.incident, auth);
  await api.submitEvidence(key, past.evidence, auth);
  if (past.trace) await api.submitTrace(key, past.trace, auth);
  if (!past.draftedAt) return;
  const document = await api.createRetrospective(key, {}, auth);
  for (const { state, createdAt: _, closedAt: __, ...item } of past.items) {
    let record = await api.createActionItem(document.id, item, auth);
    for (const step of stepsTo(state)) {
      if (hasPassed(record.state, step)) continue;
      const { version } = record;
      const patch = { version, state: step };
      record = await api.patchActionItem(document.id, item.id, patch, auth);
    }
  }
  let { status } = document;
  const reason = 'Read in the weekly review';
  const go = async (to: typeof status) => {
    status = (await api.transition(document.id, { to, reason }, auth)).status;
  };
  if (past.reviewedAt && status === 'draft') await go('in_review');
  if (past.publishedAt && status === 'in_review') await go('approved');
  if (past.publishedAt && status === 'approved') await go('published');
}

type ItemState = PastItem['state'];

/** The states that an open item goes through: only what was done can be verified. */
function stepsTo(state: ItemState): ItemState[] {
  if (state === 'open') return [];
  return state === 'verified' ? ['done', 'verified'] : [state];
}

/** Whether an item got there before the seeding was cut off. */
function hasPassed(current: string, step: ItemState): boolean {
  return current === step || (step === 'done' && current === 'verified');
}

/** Whether its last step, `age`, has been taken. */
async function isAged(knex: Knex, { incident }: PastIncident) {
  const row = await knex('incidents')
    .where({ key: incident.key })
    .first('updated_at');
  return row?.updated_at === incident.resolvedAt;
}

/** Sets when people did their work, and lets the figures follow. */
async function age(knex: Knex, past: PastIncident): Promise<void> {
  const { key, resolvedAt } = past.incident;
  const { draftedAt, reviewedAt, publishedAt } = past;
  const since = (time?: string) =>
    time &&
    Math.floor((Date.parse(time) - Date.parse(resolvedAt!)) / MINUTE_MS);
  await knex.transaction(async tx => {
    if (draftedAt) {
      await tx('retrospectives')
        .where({ incident_key: key })
        .update({
          created_at: draftedAt,
          updated_at: publishedAt ?? reviewedAt ?? draftedAt,
          ...(reviewedAt && { review_at: reviewedAt }),
          ...(publishedAt && { published_at: publishedAt }),
        });
      await tx('incident_facts')
        .where({ incident_key: key })
        .update({
          minutes_to_draft: since(draftedAt),
          minutes_to_review: since(reviewedAt) ?? null,
        });
    }
    for (const { id, createdAt, closedAt } of past.items) {
      await tx('action_items')
        .where({ incident_key: key, id })
        .update({
          created_at: createdAt,
          updated_at: closedAt ?? createdAt,
          ...(closedAt && { closed_at: closedAt }),
        });
    }
    await tx('incidents').where({ key }).update({ updated_at: resolvedAt });
  });
}
