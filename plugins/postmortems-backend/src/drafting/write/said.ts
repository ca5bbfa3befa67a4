import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { beginning, cite, type Cited } from './sentence';

/** Characters of a message that a sentence repeats. */
const MAX_SAID = 280;

/** The beginning of what was said, in quotation marks. */
export function said(node: EvidenceNode, pointer: string, text: string): Cited {
  const line = text.trim();
  const start = beginning(line, MAX_SAID);
  const shown = start.replace(/\s+/g, ' ').replace(/[“”]/g, '"');
  return {
    text: `“${shown}${start.length < line.length ? ' …' : ''}”`,
    spans: cite(node, pointer, '', start).spans,
  };
}
