import type { EvidenceSpan } from '@postmortems/backstage-plugin-postmortems-common';

/** Most spans of one claim; more say nothing more to a reader. */
export const MAX_SPANS = 50;

/** The spans, each once and at most {@link MAX_SPANS}. */
export function uniqueSpans(spans: readonly EvidenceSpan[]): EvidenceSpan[] {
  return [
    ...new Map(spans.map(span => [JSON.stringify(span), span])).values(),
  ].slice(0, MAX_SPANS);
}
