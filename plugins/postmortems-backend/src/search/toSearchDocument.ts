import type {
  Claim,
  PostmortemContent,
  SearchDocument,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { PostmortemWithContent } from '../platform/database';

/** Verdicts of sentences that may be shown where no verdict stands beside them. */
const STANDS: ReadonlySet<Verdict> = new Set([
  'supported',
  'partial',
  'attested',
]);

const SUMMARY = new Set(['summary', 'impact']);
const CAUSES = new Set(['rootCause', 'contributingFactors', 'waysOfWorking']);

/** What a search index holds of a document. A sentence that does not stand would be read as a fact in a list of results. */
export function toSearchDocument({
  summary,
  content,
}: PostmortemWithContent): SearchDocument {
  const { id, incidentKey, title, status, updatedAt, incident } = summary;
  return {
    id,
    incidentKey,
    title,
    status,
    severity: incident.severity,
    services: incident.services,
    startedAt: incident.startedAt,
    updatedAt,
    summary: sentencesOf(content, SUMMARY),
    causes: sentencesOf(content, CAUSES),
  };
}

function sentencesOf(
  { sections }: PostmortemContent,
  ids: ReadonlySet<string>,
): string {
  return sections
    .filter(({ id }) => ids.has(id))
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims }) => claims)
    .filter(({ verdict }: Claim) => STANDS.has(verdict))
    .map(({ text }) => text)
    .join(' ');
}
