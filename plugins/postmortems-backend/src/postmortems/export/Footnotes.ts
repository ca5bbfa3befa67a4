import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type EvidenceNode,
  type EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  code,
  joined,
  type DocumentTree,
  type Inline,
  type Line,
} from './tree';

/** Longest quote in a footnote, in characters. */
const MAX_QUOTE = 160;
/** Most quotes in a footnote. The document itself has them all. */
const MAX_QUOTES = 20;

const SOURCES: Record<string, string> = {
  [RECORD_EVIDENCE_ID]: 'the incident record as it was sealed',
  [SEAL_EVIDENCE_ID]: 'the manifest of the seal',
};

type Footnote = { number: number; quotes: Map<string, EvidenceSpan> };

/**
 * One footnote for each piece of evidence, with all that is quoted from it,
 * numbered in the order in which they are read.
 */
export class Footnotes {
  readonly #evidence: ReadonlyMap<string, EvidenceNode>;
  readonly #notes = new Map<string, Footnote>();

  constructor(evidence: ReadonlyMap<string, EvidenceNode>) {
    this.#evidence = evidence;
  }

  /** References for a sentence that cites these spans: one for each piece of evidence. */
  cite(spans: readonly EvidenceSpan[], maxNotes: number): Inline[] {
    const ids = [...new Set(spans.map(({ evidenceId }) => evidenceId))];
    return ids.slice(0, maxNotes).map(id => {
      const note = this.#noteOf(id);
      for (const span of spans.filter(one => one.evidenceId === id)) {
        note.quotes.set(JSON.stringify([span.pointer, span.quote]), span);
      }
      return { type: 'note', number: note.number };
    });
  }

  /** The first piece of evidence of a sentence: its footnote, if it has one already, else its id. */
  mention(spans: readonly EvidenceSpan[]): Line {
    if (spans.length === 0) return [];
    const [{ evidenceId }] = spans;
    const note = this.#notes.get(evidenceId);
    return note
      ? [{ type: 'note', number: note.number }]
      : [' (', code(evidenceId), ')'];
  }

  list(): DocumentTree['notes'] {
    return [...this.#notes].map(([id, { number, quotes }]) => ({
      number,
      line: [
        ...this.#describe(id),
        ': ',
        ...describeQuotes([...quotes.values()]),
      ],
    }));
  }

  #noteOf(evidenceId: string): Footnote {
    const known = this.#notes.get(evidenceId);
    if (known) return known;
    const note = { number: this.#notes.size + 1, quotes: new Map() };
    this.#notes.set(evidenceId, note);
    return note;
  }

  #describe(evidenceId: string): Line {
    const node = this.#evidence.get(evidenceId);
    const from = node
      ? `${node.provider}, ${node.sourceType.replace('_', ' ')}, ${
          node.timestamp
        }`
      : SOURCES[evidenceId] ?? 'unknown evidence';
    const href = node?.sourceUrl;
    return [
      `${from} (`,
      code(evidenceId),
      ...(href ? [', ', { type: 'link' as const, text: href, href }] : []),
      ')',
    ];
  }
}

function describeQuotes(spans: readonly EvidenceSpan[]): Line {
  const shown = spans.slice(0, MAX_QUOTES).map(({ pointer, quote }): Line => {
    const line = quote.replace(/\s+/g, ' ');
    const text =
      line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
    return [`“${text}” at `, code(pointer || '/')];
  });
  const rest = spans.length - shown.length;
  return joined(rest > 0 ? [...shown, [`and ${rest} more`]] : shown, '; ');
}
