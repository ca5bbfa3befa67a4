import {
  listClaims,
  showBidiControls,
  type Claim,
  type PostmortemContent,
  type SearchDocument,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { PostmortemWithContent } from '../postmortems';

/** Verdicts of claims that may be shown without their verdict. */
const SHOWN: ReadonlySet<Verdict> = new Set([
  'supported',
  'unverified',
  'attested',
]);

const SUMMARY = new Set(['summary', 'impact']);
const CAUSES = new Set(['rootCause', 'contributingFactors', 'waysOfWorking']);

/**
 * Without unsupported claims, which readers of a result list would take for
 * facts.
 */
export function toSearchDocument({
  summary,
  content,
}: PostmortemWithContent): SearchDocument {
  const { id, incidentKey, title, status, updatedAt, incident } = summary;
  return {
    id,
    incidentKey,
    title: showBidiControls(title),
    status,
    severity: incident.severity,
    services: incident.services,
    startedAt: incident.startedAt,
    updatedAt,
    summary: claimTexts(content, SUMMARY),
    causes: claimTexts(content, CAUSES),
  };
}

function claimTexts(
  { sections }: PostmortemContent,
  ids: ReadonlySet<string>,
): string {
  const texts = listClaims({
    sections: sections.filter(({ id }) => ids.has(id)),
  })
    .filter(({ verdict }: Claim) => SHOWN.has(verdict))
    .map(({ text }) => text);
  return showBidiControls(texts.join(' '));
}
