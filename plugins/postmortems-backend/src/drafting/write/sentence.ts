import type {
  ClaimKind,
  DraftClaim,
  EvidenceNode,
  EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  quotableText,
  RECORD_EVIDENCE_ID,
  resolvePointer,
  SEAL_EVIDENCE_ID,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import { stableId } from './stableId';

/** Most characters that one span quotes. */
export const MAX_QUOTE = 600;
/** Most spans of one claim; more say nothing more to a reader. */
export const MAX_SPANS = 50;

/** Words of a sentence together with where they stand. */
export type Cited = { text: string; spans: EvidenceSpan[] };

/** Something that can be cited: evidence, the incident record or the seal's manifest. */
export type Source = { id: string; payload: unknown };

/** The sources that the system itself answers for. */
export function recordSource(seal: EvidenceSeal): Source {
  return { id: RECORD_EVIDENCE_ID, payload: seal.incident };
}

/** See {@link recordSource}. */
export function sealSource(seal: EvidenceSeal): Source {
  return { id: SEAL_EVIDENCE_ID, payload: seal.manifest };
}

/**
 * Words with the value at a pointer as their evidence.
 *
 * @param quote - the part of a string that is meant, if not the whole
 */
export function cite(
  source: Source | EvidenceNode,
  pointer: string,
  text: string,
  quote?: string,
): Cited {
  const standing =
    quote ?? quotableText(resolvePointer(source.payload, pointer));
  return {
    text,
    spans:
      standing === undefined || standing === ''
        ? []
        : [
            {
              evidenceId: source.id,
              pointer,
              quote: cutQuote(standing),
            },
          ],
  };
}

/** Spans that stand behind a sentence as a whole. */
export function silently(...cited: Cited[]): Cited {
  return { text: '', spans: cited.flatMap(({ spans }) => spans) };
}

/** The id of the claim of a kind that says what the key names; the same when it is written again. */
export function claimId(kind: ClaimKind, key: string): string {
  return stableId('claim', kind, key);
}

/**
 * A claim from words and citations, in the order in which they are read.
 *
 * @param key - names what the claim says, so that the same thing keeps its id when it is written again
 */
export function sentence(
  kind: ClaimKind,
  key: string,
  ...parts: (string | Cited)[]
): DraftClaim {
  const spans = new Map<string, EvidenceSpan>();
  for (const part of parts) {
    for (const span of typeof part === 'string' ? [] : part.spans) {
      spans.set(JSON.stringify(span), span);
    }
  }
  return {
    id: claimId(kind, key),
    kind,
    text: parts
      .map(part => (typeof part === 'string' ? part : part.text))
      .join('')
      // A quotation that ends a sentence of its own ends this one too
      .replace(/([.!?])”\.$/, '$1”'),
    spans: [...spans.values()].slice(0, MAX_SPANS),
  };
}

/** Words listed as in English prose. */
export function listed(words: Cited[]): Cited {
  return {
    text: words
      .map(({ text }, index) => {
        if (index === 0) return text;
        return index === words.length - 1 ? ` and ${text}` : `, ${text}`;
      })
      .join(''),
    spans: words.flatMap(({ spans }) => spans),
  };
}

/** The beginning of a text, cut between words when it is longer than `limit` characters. */
export function beginning(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const space = cut.search(/\s\S*$/);
  return dropHalfCharacter(space > limit / 2 ? cut.slice(0, space) : cut);
}

function cutQuote(text: string): string {
  return text.length <= MAX_QUOTE
    ? text
    : dropHalfCharacter(text.slice(0, MAX_QUOTE));
}

/** A cut through a surrogate pair would leave what no database stores. */
function dropHalfCharacter(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
