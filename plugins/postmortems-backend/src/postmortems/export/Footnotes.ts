import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type EvidenceNode,
  type EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import { escapeMarkdown, inlineCode } from './escapeMarkdown';

/** Longest quote in a footnote, in characters. */
const MAX_QUOTE = 160;

const SOURCES: Record<string, string> = {
  [RECORD_EVIDENCE_ID]: 'the incident record as it was sealed',
  [SEAL_EVIDENCE_ID]: 'the manifest of the seal',
};

/**
 * Numbers spans in the order in which they are read; the same span has one
 * number.
 */
export class Footnotes {
  readonly #evidence: ReadonlyMap<string, EvidenceNode>;
  readonly #spans: EvidenceSpan[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(evidence: ReadonlyMap<string, EvidenceNode>) {
    this.#evidence = evidence;
  }

  add(span: EvidenceSpan): string {
    const key = JSON.stringify(span);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#spans.push(span);
      this.#numbers.set(key, number);
    }
    return `[^${number}]`;
  }

  lines(): string[] {
    return this.#spans.map(
      (span, index) => `[^${index + 1}]: ${this.#describe(span)}`,
    );
  }

  #describe({ evidenceId, pointer, quote }: EvidenceSpan): string {
    const line = quote.replace(/\s+/g, ' ');
    const shown =
      line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
    const place = `${inlineCode(evidenceId)} ${inlineCode(pointer || '/')}`;
    const node = this.#evidence.get(evidenceId);
    const from = node
      ? `${node.provider}, ${node.sourceType.replace('_', ' ')}, ${
          node.timestamp
        }`
      : SOURCES[evidenceId] ?? 'unknown evidence';
    const link = node?.sourceUrl ? `, <${encodeURI(node.sourceUrl)}>` : '';
    return `“${escapeMarkdown(shown)}” (${place}, ${escapeMarkdown(
      from,
    )}${link})`;
  }
}
