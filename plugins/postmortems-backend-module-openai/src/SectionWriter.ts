import type {
  ClaimKind,
  EvidenceSpan,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftSection,
  ModelSentence,
  ModelSynthesiser,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ChatModel } from './client/ChatModel';
import type { TokenBudget } from './client/TokenBudget';
import type { OpenAiConfig } from './config';
import type { Passage } from './passages/Passage';
import { selectPassages } from './passages/selectPassages';
import {
  draftQuestion,
  repairQuestion,
  type WritableSection,
  type WrittenSentence,
} from './prompt/questions';
import type { Redactor } from './redact/Redactor';

const KIND: Record<WritableSection, ClaimKind> = {
  summary: 'summary',
  impact: 'impact',
  rootCause: 'root_cause',
  contributingFactors: 'contributing_factor',
};

/** What became of a section. */
export type SectionResult = {
  id: WritableSection;
  failure?: string;
  written?: {
    sentences: ModelSentence[];
    /** Of these, the ones that stood only at the second attempt. */
    repaired: number;
    dropped: { text: string; reasons: string[] }[];
    /** Ids of the evidence that the model was shown. */
    nodes: ReadonlySet<string>;
    /** Ids of the evidence that speaks to models, and was not shown. */
    withheld: ReadonlySet<string>;
  };
};

/** A sentence with what the verifier says of it. */
type Judged = ModelSentence & {
  verdict: string;
  reasons: VerdictReason[];
};

type Options = Parameters<ModelSynthesiser['write']>[0] & {
  id: WritableSection;
  section: DraftSection;
};

/** Writes one section: draft, verify, repair once what failed, and keep what stands. */
export class SectionWriter {
  readonly #config: OpenAiConfig;
  readonly #model: ChatModel;
  readonly #redactor: Redactor;
  readonly #budget: TokenBudget;

  constructor(options: {
    config: OpenAiConfig;
    model: ChatModel;
    redactor: Redactor;
    budget: TokenBudget;
  }) {
    this.#config = options.config;
    this.#model = options.model;
    this.#redactor = options.redactor;
    this.#budget = options.budget;
  }

  async write(options: Options): Promise<SectionResult> {
    const { id, section, input, draft, verify, onProgress, signal } = options;
    const redactor = this.#redactor;
    const { passages, nodes, withheld } = selectPassages({
      section: id,
      input,
      draft,
      redactor,
      maxTokens: this.#config.maxInputTokens,
    });
    const judge = (sentence: WrittenSentence): Judged =>
      judged(toSentence(id, sentence, passages), verify);
    const limits = { budget: this.#budget, signal };

    onProgress({ section: id, phase: 'drafting' });
    const { sentences } = await this.#model.ask(
      draftQuestion({ section: id, draft: section, passages, redactor }),
      limits,
    );
    onProgress({ section: id, phase: 'checking' });
    const first = sentences.map(judge);
    const failed = first.flatMap((result, index) =>
      result.verdict === 'supported'
        ? []
        : [{ index, sentence: sentences[index], reasons: result.reasons }],
    );
    const second = new Map<number, Judged>();
    if (failed.length > 0) {
      onProgress({ section: id, phase: 'repairing' });
      const repairs = await this.#model
        .ask(repairQuestion({ failed, passages, redactor }), limits)
        // The first draft is what there is
        .catch(() => ({ sentences: [] }));
      for (const { index, ...sentence } of repairs.sentences) {
        if (failed.some(one => one.index === index)) {
          second.set(index, judge(sentence));
        }
      }
    }
    return {
      id,
      written: {
        ...sorted(first, second, input.template.unsupportedModelClaims),
        nodes,
        withheld,
      },
    };
  }
}

const RANK = ['contradicted', 'unsupported', 'partial', 'supported'];

/** The better attempt at each sentence, as far as it may stay. */
function sorted(
  first: readonly Judged[],
  second: ReadonlyMap<number, Judged>,
  unsupported: 'drop' | 'keep',
) {
  const sentences: ModelSentence[] = [];
  const dropped: { text: string; reasons: string[] }[] = [];
  const texts = new Set<string>();
  let repaired = 0;
  first.forEach((draft, index) => {
    const again = second.get(index);
    const better =
      again && RANK.indexOf(again.verdict) > RANK.indexOf(draft.verdict)
        ? again
        : draft;
    const { verdict, reasons, ...sentence } = better;
    const stays =
      verdict === 'supported' ||
      verdict === 'partial' ||
      (verdict === 'unsupported' && unsupported === 'keep');
    if (stays && !texts.has(sentence.text)) {
      texts.add(sentence.text);
      sentences.push(sentence);
      if (better === again) repaired += 1;
    } else if (!stays) {
      dropped.push({
        text: sentence.text,
        reasons: reasons
          .filter(({ outcome }) => outcome === 'failed')
          .map(({ message }) => message)
          .slice(0, 5),
      });
    }
  });
  return { sentences, dropped, repaired };
}

function toSentence(
  section: WritableSection,
  { passages: ids, text }: WrittenSentence,
  passages: readonly Passage[],
): ModelSentence {
  const byId = new Map(passages.map(passage => [passage.id, passage]));
  const spans: EvidenceSpan[] = [...new Set(ids)].flatMap(id => {
    const span = byId.get(id)?.span;
    return span ? [span] : [];
  });
  return {
    kind: KIND[section],
    text: text
      // Who was blanked out is told by what they are
      .replaceAll(/\[(?:person|handle|address)\]/g, 'a responder')
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    spans,
  };
}

const URL = /\b(?:https?:\/\/|www\.)\S+/gi;
const MARKUP = /<\/?[a-z]|\bjavascript:|!?\[[^\]]*\]\([^)]*\)|```/i;

/** What the verifier says; after what no sentence of a postmortem contains. */
function judged(sentence: ModelSentence, verify: Options['verify']): Judged {
  const links = [...sentence.text.matchAll(URL)].map(([link]) => link);
  const foreign = links.find(
    link => !sentence.spans.some(({ quote }) => quote.includes(link)),
  );
  if (foreign !== undefined || MARKUP.test(sentence.text)) {
    return {
      ...sentence,
      verdict: 'contradicted',
      reasons: [
        {
          check: 'form',
          outcome: 'failed',
          message: foreign
            ? `No cited passage contains the address ${foreign.slice(0, 80)}`
            : 'The sentence contains markup',
        },
      ],
    };
  }
  return { ...sentence, ...verify(sentence) };
}
