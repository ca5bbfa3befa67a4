import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  canHaveCategory,
  type PostmortemsApi,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as turn } from 'node:timers/promises';
import { pastIncidents } from './company';
import type { PastIncident, PastItem } from './incidents';
import { readyForApproval } from './readyForApproval';

type Knex = Awaited<ReturnType<DatabaseService['getClient']>>;

/** What an incident says once everything about it is there. */
const COMPLETE = 'Made up for the demo.';

/**
 * Seeds the company's past through the public API, so that each postmortem is
 * drafted and verified like any other. Only the times of people's work are set
 * in the tables, because the API takes the present. Continues where it stopped
 * when it is interrupted.
 */
export async function seedCompany(options: {
  api: PostmortemsApi;
  knex: Knex;
  token: () => Promise<string>;
  /** The token of a person, who decides what only people decide. */
  personToken: () => Promise<string>;
  /** The token of somebody else, who approves that. */
  reviewerToken: () => Promise<string>;
  logger: LoggerService;
  now?: Date;
}): Promise<void> {
  const { api, knex, logger } = options;
  const incidents = pastIncidents(await anchorOf(knex, options.now));
  let written = 0;
  for (const past of incidents) {
    if (await isComplete(knex, past)) continue;
    const auth = { token: await options.token() };
    await seedOne({ ...options, auth, past });
    await setTimes(knex, past);
    // The last write, which lets the org metrics follow
    const { key } = past.incident;
    await api.patchIncident(key, { description: COMPLETE }, auth);
    written += 1;
    if (written % 100 === 0) {
      logger.info(`Demo: ${written} incidents of the company are there`);
    }
    // The demo is in use meanwhile
    await turn();
  }
  if (written > 0) logger.info('Demo: the company is complete');
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** When a proposal that was taken on is due, and when it is done. */
const DUE_AFTER_MS = 30 * DAY_MS;
const DONE_AFTER_MS = 45 * DAY_MS;
/** Who stands behind proposals. */
const PIPELINE = 'postmortems';

/**
 * The day up to which there are incidents. Kept from the first start, so that
 * the data stays the same.
 */
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
  personToken: () => Promise<string>;
  reviewerToken: () => Promise<string>;
}): Promise<void> {
  const { api, auth, past } = options;
  const { key } = past.incident;
  await api.createIncident(past.incident, auth);
  await api.submitEvidence(key, past.evidence, auth);
  if (past.trace) await api.submitTrace(key, past.trace, auth);
  if (!past.draftedAt) return;
  const document = await categorise(
    api,
    auth,
    await api.createPostmortem(key, {}, auth),
    past.categories,
  );
  for (const { state, createdAt: _, closedAt: __, ...item } of past.items) {
    let record = await api.createActionItem(document.id, item, auth);
    for (const step of stepsTo(state)) {
      if (hasPassed(record.state, step)) continue;
      const { version } = record;
      const patch = { version, state: step };
      record = await api.patchActionItem(document.id, item.id, patch, auth);
    }
  }
  if (past.reviewedAt) {
    await decide(api, auth, document, new Date(past.reviewedAt));
  }
  let { status } = document;
  const reason = 'Read in the weekly review';
  const go = async (to: typeof status, by = auth) => {
    status = (await api.transitionPostmortem(document.id, { to, reason }, by))
      .status;
  };
  if (past.reviewedAt && status === 'draft') await go('in_review');
  if (past.publishedAt && status === 'in_review') {
    await readyForApproval({
      api,
      auth: { token: await options.personToken() },
      document: await api.getPostmortem(document.id, auth),
    });
    await go('approved', { token: await options.reviewerToken() });
  }
  if (past.publishedAt && status === 'approved') {
    await go('published', { token: await options.reviewerToken() });
  }
}

/** Chooses a category for a known cause and for a factor of the postmortem. */
async function categorise(
  api: PostmortemsApi,
  auth: { token: string },
  document: Postmortem,
  categories: PastIncident['categories'],
): Promise<Postmortem> {
  if (!categories || document.rootCauseStatus === 'undetermined') {
    return document;
  }
  let current = document;
  for (const section of document.sections) {
    if (section.id !== 'rootCause' && section.id !== 'contributingFactors') {
      continue;
    }
    const block = section.blocks.find(one => canHaveCategory(section.id, one));
    if (!block) continue;
    const { id, revision: baseRevision } = current;
    const category = categories[section.id];
    const choice = { baseRevision, category };
    current = await api.setBlockCategory(id, block.id, choice, auth);
  }
  return current;
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

/**
 * The reviewer accepts the first proposed action item, which is done after a
 * while, and drops the others.
 */
async function decide(
  api: PostmortemsApi,
  auth: { token: string },
  document: Postmortem,
  reviewedAt: Date,
): Promise<void> {
  const taken = Date.now() - reviewedAt.getTime() > DONE_AFTER_MS;
  const proposals = document.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ actionItem }) => actionItem ?? [])
    .filter(({ state }) => state === 'proposed');
  for (const [index, { id, version = 1 }] of proposals.entries()) {
    const accepted = taken ? 'done' : 'open';
    const state = index === 0 ? accepted : 'dropped';
    await api.patchActionItem(document.id, id, { version, state }, auth);
  }
}

/** What somebody changes in it later does not bring it back. */
async function isComplete(knex: Knex, { incident }: PastIncident) {
  const row = await knex('incidents')
    .where({ key: incident.key })
    .first('description');
  return Boolean(row?.description);
}

/** Sets when people did their work. */
async function setTimes(knex: Knex, past: PastIncident): Promise<void> {
  const { key } = past.incident;
  const { draftedAt, reviewedAt, publishedAt } = past;
  await knex.transaction(async tx => {
    if (draftedAt) {
      await tx('postmortems')
        .where({ incident_key: key })
        .update({
          created_at: draftedAt,
          updated_at: publishedAt ?? reviewedAt ?? draftedAt,
          ...(reviewedAt && { review_at: reviewedAt }),
          ...(publishedAt && { published_at: publishedAt }),
        });
    }
    if (draftedAt) {
      await tx('action_items')
        .where({ incident_key: key, created_by: PIPELINE })
        .update({
          created_at: draftedAt,
          due_at: new Date(Date.parse(draftedAt) + DUE_AFTER_MS).toISOString(),
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
  });
}
