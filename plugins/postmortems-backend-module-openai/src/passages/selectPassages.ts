import {
  joinPointer,
  quotableText,
  type EvidenceNode,
  type EvidenceSpan,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftPostmortem,
  SynthesisInput,
} from '@postmortems/backstage-plugin-postmortems-node';
import { estimateTokens } from '../client/TokenBudget';
import type { Redactor } from '../redact/Redactor';
import { isInstruction } from './isInstruction';
import type { Passage } from './Passage';

/** Longest quote that a model is shown. */
const MAX_QUOTE = 500;
/** Places taken from one node that the draft does not cite. */
const MAX_PLACES = 12;
/** Characters of a passage besides its quote: number, source, time, field. */
const OVERHEAD = 120;

/** Places that say who did something, or nothing at all. */
const LEFT_OUT =
  /^\/(?:kind|traceId|author|user|actor|committer|labels|points|hypothesis)(?:\/|$)/;

/** How much a section is told by what. */
const WEIGHT: Record<string, number> = {
  agent_trace: 3,
  deployment: 3,
  telemetry: 2,
  chat: 1,
};

/**
 * What a model sees for a section within its budget of tokens: first what the draft of that section cites, then what the rest of
 * the draft cites, then the evidence whose words are closest to them.
 */
export function selectPassages(options: {
  section: SectionId;
  input: SynthesisInput;
  draft: DraftPostmortem;
  redactor: Redactor;
  maxTokens: number;
}): { passages: Passage[]; nodes: Set<string>; withheld: Set<string> } {
  const { section, input, draft, redactor, maxTokens } = options;
  const nodes = new Map(input.evidence.map(node => [node.id, node]));
  const passages: Passage[] = [];
  const seen = new Set<string>();
  const offered = new Set<string>();
  const withheld = new Set<string>();
  let tokens = 0;

  // A part of a text can look harmless when the whole does not
  const judged = new Map<string, boolean>();
  const speaksToModels = (node: EvidenceNode): boolean => {
    const known = judged.get(node.id);
    if (known !== undefined) return known;
    const speaks = stringsOf(node.payload).some(isInstruction);
    judged.set(node.id, speaks);
    if (speaks) withheld.add(node.id);
    return speaks;
  };
  const offer = (span: EvidenceSpan): boolean => {
    const key = `${span.evidenceId} ${span.pointer} ${span.quote}`;
    if (seen.has(key) || LEFT_OUT.test(span.pointer)) return true;
    const node = nodes.get(span.evidenceId);
    if (node && speaksToModels(node)) return true;
    const quote = redactor.redact(span.quote);
    const cost = estimateTokens(quote) + Math.ceil(OVERHEAD / 3);
    if (tokens + cost > maxTokens) return false;
    tokens += cost;
    seen.add(key);
    if (node) offered.add(node.id);
    passages.push({
      id: `p${passages.length + 1}`,
      span,
      shown: {
        source: node?.sourceType ?? 'record',
        ...(node && {
          at: node.timestamp,
          service: redactor.redact(node.metadata.service),
        }),
        field: span.pointer,
        quote,
      },
    });
    return true;
  };

  const own = draft.sections.filter(({ id }) => id === section);
  const others = draft.sections.filter(
    ({ id }) => id !== section && id !== 'actionItems',
  );
  for (const { blocks } of [...own, ...others]) {
    for (const { claims } of blocks) {
      for (const span of claims.flatMap(({ spans }) => spans)) {
        if (!offer(span)) return { passages, nodes: offered, withheld };
      }
    }
  }
  const words = wordsOf(
    [...own, ...others]
      .flatMap(({ blocks }) => blocks.flatMap(({ claims }) => claims))
      .map(({ text }) => text)
      .join(' '),
  );
  for (const node of byRelevance(input.evidence, words)) {
    for (const span of placesOf(node)) {
      if (!offer(span)) return { passages, nodes: offered, withheld };
    }
  }
  return { passages, nodes: offered, withheld };
}

/** Every text of a payload, within reason. */
function stringsOf(payload: unknown): string[] {
  const strings: string[] = [];
  const open: unknown[] = [payload];
  while (open.length > 0 && strings.length < 500) {
    const value = open.pop();
    if (typeof value === 'string') strings.push(value.slice(0, 20_000));
    else if (typeof value === 'object' && value !== null) {
      open.push(...Object.values(value).slice(0, 500));
    }
  }
  return strings;
}

function byRelevance(
  evidence: readonly EvidenceNode[],
  words: ReadonlySet<string>,
): EvidenceNode[] {
  return evidence
    .map((node, index) => {
      const said = wordsOf(JSON.stringify(node.payload).slice(0, 4000));
      let shared = 0;
      for (const word of said) if (words.has(word)) shared += 1;
      return {
        node,
        index,
        score: (WEIGHT[node.sourceType] ?? 1) * (1 + shared),
      };
    })
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ node }) => node);
}

function placesOf({ id, payload }: EvidenceNode): EvidenceSpan[] {
  const spans: EvidenceSpan[] = [];
  const open: { pointer: string; value: unknown }[] = [
    { pointer: '', value: payload },
  ];
  while (open.length > 0 && spans.length < MAX_PLACES) {
    const { pointer, value } = open.shift()!;
    if (LEFT_OUT.test(pointer)) continue;
    const quote = quotableText(value);
    if (quote !== undefined) {
      if (quote.trim() !== '' && quote.length <= MAX_QUOTE) {
        spans.push({ evidenceId: id, pointer, quote });
      } else if (quote.length > MAX_QUOTE) {
        spans.push({
          evidenceId: id,
          pointer,
          quote: quote.slice(0, MAX_QUOTE).replace(/[\uD800-\uDBFF]$/, ''),
        });
      }
    } else if (typeof value === 'object' && value !== null) {
      const inside = Array.isArray(value)
        ? value
            .slice(0, MAX_PLACES)
            .map((item, index) => [index, item] as const)
        : Object.entries(value).slice(0, 50);
      for (const [name, item] of inside) {
        open.push({ pointer: joinPointer(pointer, name), value: item });
      }
    }
  }
  return spans;
}

function wordsOf(text: string): Set<string> {
  return new Set(
    [...text.toLocaleLowerCase('en-US').matchAll(/[\p{L}\p{N}_-]{4,}/gu)].map(
      ([word]) => word,
    ),
  );
}
