import type { EvidenceSpan } from '@postmortems/backstage-plugin-postmortems-common';

/** Spans of the chosen claim that point into the shown payload. */
export type Spans = readonly EvidenceSpan[];

/** Quotes at a place of the payload, or below it. */
export function quotesAt(spans: Spans, pointer: string): string[] {
  return spans
    .filter(
      span =>
        span.pointer === pointer || span.pointer.startsWith(`${pointer}/`),
    )
    .map(({ quote }) => quote);
}
