import {
  joinPointer,
  quotableText,
  type EvidenceNode,
  type EvidenceSpan,
  type SectionEvidence,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftInput,
  DraftSection,
  ModelClaim,
} from '@postmortems/backstage-plugin-postmortems-node';
import { estimateTokens } from '../client/TokenBudget';
import type { Redactor } from '../redact/Redactor';
import { isPromptInjection } from './isPromptInjection';
import type { Passage } from './Passage';

/** Longest quote that a model is shown. */
const MAX_QUOTE = 500;
/** Most spans of one node that the draft does not cite. */
const MAX_SPANS_PER_NODE = 12;
/** Characters of a passage besides its quote: id, source, time, field. */
const PASSAGE_OVERHEAD = 120;

/** Fields that name people, or are no use to a reader. */
const EXCLUDED_POINTERS =
  /^\/(?:kind|traceId|author|user|actor|committer|labels|points|hypothesis)(?:\/|$)/;

/** Relevance of a node by its source type. */
const SOURCE_WEIGHT: Record<string, number> = {
  agent_trace: 3,
  deployment: 3,
  telemetry: 2,
  chat: 1,
};

/**
 * The passages that a model is shown for a section, within a number of tokens:
 * of the types of evidence that feed it: first the spans that the section's draft cites, then those of the rest of the
 * draft, then the evidence that shares most words with them.
 */
export function selectPassages(options: {
  section: Pick<DraftSection, 'id' | 'guidance'>;
  input: Pick<DraftInput, 'evidence' | 'sectionEvidence'>;
  draft: {
    sections: readonly {
      id: SectionId;
      blocks: readonly {
        claims: readonly Pick<ModelClaim, 'text' | 'spans'>[];
      }[];
    }[];
  };
  redactor: Redactor;
  maxTokens: number;
}): {
  passages: Passage[];
  offeredIds: Set<string>;
  withheldIds: Set<string>;
} {
  const { section, input, draft, redactor, maxTokens } = options;
  const { questions = [], evidence } = section.guidance ?? {};
  const types =
    evidence ??
    input.sectionEvidence?.[section.id as keyof SectionEvidence] ??
    [];
  const nodesById = new Map(input.evidence.map(node => [node.id, node]));
  const feeds = ({ sourceType }: EvidenceNode) =>
    types.length === 0 || types.includes(sourceType);
  const passages: Passage[] = [];
  const seen = new Set<string>();
  const offeredIds = new Set<string>();
  const withheldIds = new Set<string>();
  let tokens = 0;

  // The whole node is checked: a quote can be harmless where the text is not
  const injections = new Map<string, boolean>();
  const hasInjection = (node: EvidenceNode): boolean => {
    const known = injections.get(node.id);
    if (known !== undefined) return known;
    const found = stringsOf(node.payload).some(isPromptInjection);
    injections.set(node.id, found);
    if (found) withheldIds.add(node.id);
    return found;
  };
  /** Whether there was room; a span that is excluded needs none. */
  const add = (span: EvidenceSpan): boolean => {
    const key = `${span.evidenceId} ${span.pointer} ${span.quote}`;
    if (seen.has(key) || EXCLUDED_POINTERS.test(span.pointer)) return true;
    const node = nodesById.get(span.evidenceId);
    if (node && (!feeds(node) || hasInjection(node))) return true;
    const quote = redactor.redact(span.quote);
    const cost = estimateTokens(quote) + Math.ceil(PASSAGE_OVERHEAD / 3);
    if (tokens + cost > maxTokens) return false;
    tokens += cost;
    seen.add(key);
    if (node) offeredIds.add(node.id);
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

  const own = draft.sections.filter(({ id }) => id === section.id);
  const others = draft.sections.filter(
    ({ id }) => id !== section.id && id !== 'actionItems',
  );
  for (const { blocks } of [...own, ...others]) {
    for (const { claims } of blocks) {
      for (const span of claims.flatMap(({ spans }) => spans)) {
        if (!add(span)) return { passages, offeredIds, withheldIds };
      }
    }
  }
  const words = wordsOf(
    [
      ...questions,
      ...[...own, ...others]
        .flatMap(({ blocks }) => blocks.flatMap(({ claims }) => claims))
        .map(({ text }) => text),
    ].join(' '),
  );
  for (const node of byRelevance(input.evidence.filter(feeds), words)) {
    for (const span of quotableSpansOf(node)) {
      if (!add(span)) return { passages, offeredIds, withheldIds };
    }
  }
  return { passages, offeredIds, withheldIds };
}

/** The strings of a payload: at most 500, each cut at 20,000 characters. */
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
      const nodeWords = wordsOf(JSON.stringify(node.payload).slice(0, 4000));
      let shared = 0;
      for (const word of nodeWords) if (words.has(word)) shared += 1;
      return {
        node,
        index,
        score: (SOURCE_WEIGHT[node.sourceType] ?? 1) * (1 + shared),
      };
    })
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ node }) => node);
}

function quotableSpansOf({ id, payload }: EvidenceNode): EvidenceSpan[] {
  const spans: EvidenceSpan[] = [];
  const open: { pointer: string; value: unknown }[] = [
    { pointer: '', value: payload },
  ];
  while (open.length > 0 && spans.length < MAX_SPANS_PER_NODE) {
    const { pointer, value } = open.shift()!;
    if (EXCLUDED_POINTERS.test(pointer)) continue;
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
            .slice(0, MAX_SPANS_PER_NODE)
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
