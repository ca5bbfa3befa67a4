import type { Knex } from 'knex';
import type { ChainProblem } from './SealChecker';
import type { ChainedKind } from './SealChain';

const REVISION_ID = `revisions.postmortem_id || '/' || revisions.revision`;
const UNKNOWN_WRITER =
  'something else than this plugin wrote it, or its entry was removed';

/**
 * Seals, removals and revisions that were written past the chain, and documents
 * that show another revision than the newest.
 */
export async function findUnchained(
  knex: Knex,
  incidentKey: string | undefined,
): Promise<ChainProblem[]> {
  const options = {
    knex,
    of: incidentKey === undefined ? {} : { incident_key: incidentKey },
  };
  return [
    ...(await unchainedSeals(options)),
    ...(await unchainedRemovals(options)),
    ...(await unchainedRevisions(options)),
    ...(await outdatedPostmortems(options)),
  ];
}

type Options = { knex: Knex; of: { incident_key?: string } };

async function unchainedSeals({ knex, of }: Options): Promise<ChainProblem[]> {
  const rows: { id: string; incident_key: string }[] = await knex('seals')
    .where(of)
    .whereNotExists(inChain(knex, 'seal', 'seals.id'))
    .select('id', 'incident_key');
  return rows.map(({ id, incident_key: key }) => ({
    what: 'not_in_chain',
    incidentKey: key,
    subject: id,
    message: `Seal ${id} of incident ${key} is not in the chain: ${UNKNOWN_WRITER}`,
  }));
}

async function unchainedRemovals({
  knex,
  of,
}: Options): Promise<ChainProblem[]> {
  const rows: { id: string; incident_key: string }[] = await knex('removals')
    .where(of)
    .whereNotExists(inChain(knex, 'removal', 'removals.id'))
    .select('id', 'incident_key');
  return rows.map(({ id, incident_key: key }) => ({
    what: 'not_in_chain',
    incidentKey: key,
    subject: id,
    message: `Removal ${id} of incident ${key} is not in the chain: it removed nothing that was sealed, and excuses nothing`,
  }));
}

async function unchainedRevisions({
  knex,
  of,
}: Options): Promise<ChainProblem[]> {
  const rows: { subject: string; incident_key: string }[] = await knex(
    'revisions',
  )
    .join('postmortems', 'postmortems.id', 'revisions.postmortem_id')
    .where(of)
    .whereNotExists(inChain(knex, 'revision', REVISION_ID))
    .select({ subject: knex.raw(REVISION_ID) }, 'incident_key');
  return rows.map(({ subject, incident_key: key }) => ({
    what: 'not_in_chain',
    incidentKey: key,
    subject,
    message: `Revision ${subject} of incident ${key} is not in the chain: ${UNKNOWN_WRITER}`,
  }));
}

async function outdatedPostmortems({
  knex,
  of,
}: Options): Promise<ChainProblem[]> {
  const rows: { id: string; incident_key: string; revision: number }[] =
    await knex('postmortems')
      .where(of)
      .whereRaw(
        'postmortems.revision <> (select max(revisions.revision) from revisions where revisions.postmortem_id = postmortems.id)',
      )
      .select('id', 'incident_key', 'revision');
  return rows.map(({ id, incident_key: key, revision }) => ({
    what: 'revision',
    incidentKey: key,
    subject: `${id}/${revision}`,
    message: `The postmortem of incident ${key} shows revision ${revision} as its newest, which it is not`,
  }));
}

function inChain(knex: Knex, kind: ChainedKind, id: string) {
  return knex('seal_chain')
    .where({ kind })
    .whereRaw(`subject_id = ${id}`)
    .select(1);
}
