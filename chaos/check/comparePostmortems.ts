import type { Entry } from '../Ledger';
import { type Comparison, groupBy } from './Findings';

type RevisionRow = {
  revision: number;
  author: string;
  reason: string;
  content: string;
};

export async function comparePostmortems({
  ledger,
  knex,
  read,
  findings,
}: Comparison) {
  for (const [key, entries] of groupBy(
    ledger.of('draft'),
    one => one.wanted.key,
  )) {
    const rows = await knex('postmortems').where({ incident_key: key });
    for (const entry of entries)
      findings.count(entry, rows.length, `postmortem of ${key}`);
  }
  const written = [
    ...ledger.of('added block'),
    ...ledger.of('edited block'),
    ...ledger.of('decision'),
  ];
  for (const [id, entries] of groupBy(written, one => one.wanted.postmortem)) {
    const rows: RevisionRow[] = await knex('revisions')
      .where({ postmortem_id: id })
      .orderBy('revision')
      .select('revision', 'author', 'reason', 'content');
    if (rows.some(({ revision }, index) => revision !== index + 1)) {
      findings.lost.push(`a revision of ${id}`);
    }
    const shown = JSON.stringify(await read(`/postmortems/${id}`));
    for (const entry of entries) {
      const { mark, what } = entry.wanted;
      findings.count(
        entry,
        timesWritten(rows, mark),
        `${what} ${mark} of ${id}`,
      );
      if (isToStay(entry, entries) && !shown.includes(mark)) {
        findings.lost.push(`${what} ${mark} of ${id} in what is shown now`);
      }
    }
  }
  for (const entry of ledger.of('action item')) {
    const { postmortem, id, title } = entry.wanted;
    const rows = await knex('action_items').where({
      postmortem_id: postmortem,
      title,
    });
    findings.count(entry, rows.length, `action item ${id}`);
  }
}

/** In how many revisions of people a mark is new. */
function timesWritten(rows: readonly RevisionRow[], mark: string): number {
  return rows.filter(
    ({ content, reason }, index) =>
      (content.includes(mark) || reason.includes(mark)) &&
      !rows[index - 1]?.content.includes(mark),
  ).length;
}

/** Whether nothing that was sent later may have taken its place. */
function isToStay(entry: Entry, entries: readonly Entry[]): boolean {
  const { wanted, outcome, sentAt } = entry;
  if (outcome !== 'acknowledged' || wanted.what === 'decision') return false;
  if (wanted.what === 'added block') {
    // Its id is not known here: any edit may have been of it
    return !entries.some(
      one => one.wanted.what === 'edited block' && one.answeredAt >= sentAt,
    );
  }
  return !entries.some(
    one =>
      one !== entry &&
      one.wanted.what === 'edited block' &&
      wanted.what === 'edited block' &&
      one.wanted.block === wanted.block &&
      one.outcome !== 'refused' &&
      one.answeredAt >= sentAt,
  );
}

export async function compareReviews({ ledger, knex, findings }: Comparison) {
  const rows: { details: string }[] = await knex('audit_log')
    .where({ action: 'postmortem.transition' })
    .select('details');
  const times = new Map<string, number>();
  for (const { details } of rows) {
    const { reason } = JSON.parse(details);
    times.set(reason, (times.get(reason) ?? 0) + 1);
  }
  for (const entry of ledger.of('transition')) {
    const { mark, postmortem } = entry.wanted;
    const found = times.get(`It is time (${mark})`) ?? 0;
    findings.count(entry, found, `transition ${mark} of ${postmortem}`);
  }
}
