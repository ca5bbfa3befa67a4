import {
  listClaims,
  type Postmortem,
  type PostmortemContent,
  type VerdictChanges,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Approved claims whose verdict has changed since. `undefined` for none. */
export function verdictChangesOf(
  approved: { revision: number; content: PostmortemContent },
  today: Postmortem,
): VerdictChanges | undefined {
  const before = new Map(
    listClaims(approved.content).map(claim => [claim.id, claim]),
  );
  const items = listClaims(today).flatMap(({ id, text, verdict }) => {
    const then = before.get(id);
    return then && then.text === text && then.verdict !== verdict
      ? [{ claimId: id, text, from: then.verdict, to: verdict }]
      : [];
  });
  return items.length > 0
    ? { sinceRevision: approved.revision, items }
    : undefined;
}
