import {
  isCustomSection,
  type ClaimKind,
  type CustomSectionId,
  type EvidenceSpan,
  type Verdict,
  type VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftSection,
  ModelClaim,
  ModelWriteOptions,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ChatModel } from './client/ChatModel';
import type { TokenBudget } from './client/TokenBudget';
import type { OpenAiConfig } from './config';
import type { Passage } from './passages/Passage';
import { selectPassages } from './passages/selectPassages';
import {
  draftPrompt,
  repairPrompt,
  type WritableSection,
  type WrittenClaim,
} from './prompt/prompts';
import { readAssertions } from './prompt/assertions';
import type { Redactor } from './redact/Redactor';

const CLAIM_KIND: Record<
  Exclude<WritableSection, CustomSectionId>,
  ClaimKind
> = {
  summary: 'summary',
  impact: 'impact',
  rootCause: 'root_cause',
  contributingFactors: 'contributing_factor',
};

/** A section as the model wrote it, or why it could not. */
export type SectionResult = {
  id: WritableSection;
  failure?: string;
  written?: {
    claims: ModelClaim[];
    /** How many of the claims passed only after the repair. */
    repaired: number;
    dropped: { text: string; reasons: string[] }[];
    /** Ids of the evidence that the model was shown. */
    offeredIds: ReadonlySet<string>;
    /** Ids of the evidence that looks like a prompt injection. */
    withheldIds: ReadonlySet<string>;
  };
};

type VerifiedClaim = ModelClaim & {
  verdict: Verdict;
  reasons: VerdictReason[];
};

type SectionWriteOptions = ModelWriteOptions & {
  id: WritableSection;
  section: DraftSection;
};

/**
 * Drafts one section, verifies it, has failed claims repaired once, and keeps
 * what passes.
 */
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

  async write(options: SectionWriteOptions): Promise<SectionResult> {
    const { id, section, input, draft, verify, onProgress, signal } = options;
    const redactor = this.#redactor;
    const { passages, offeredIds, withheldIds } = selectPassages({
      section,
      input,
      draft,
      redactor,
      maxTokens: this.#config.maxInputTokens,
    });
    const verifyWritten = (written: WrittenClaim) => {
      const { assertions, problems } = readAssertions(
        written.assertions,
        passages,
      );
      const claim = {
        ...toClaim(id, written, passages),
        ...(assertions.length > 0 && { assertions }),
      };
      const verified = verifyClaim(claim, verify);
      return {
        ...verified,
        reasons: [
          ...verified.reasons,
          ...problems.map(message => ({
            check: 'assertions',
            outcome: 'failed' as const,
            message,
          })),
        ],
      };
    };
    const limits = { budget: this.#budget, signal };

    onProgress({ section: id, phase: 'drafting' });
    const { sentences } = await this.#model.generate(
      draftPrompt({ section: id, draft: section, passages, redactor }),
      limits,
    );
    onProgress({ section: id, phase: 'verifying' });
    const drafted = sentences.map(verifyWritten);
    const failed = drafted.flatMap(({ verdict, reasons }, index) =>
      verdict === 'supported'
        ? []
        : [{ index, written: sentences[index], reasons }],
    );
    const repaired = new Map<number, VerifiedClaim>();
    if (failed.length > 0) {
      onProgress({ section: id, phase: 'repairing' });
      const repairs = await this.#model
        .generate(repairPrompt({ failed, passages, redactor }), limits)
        // Without a repair the first draft counts
        .catch(() => ({ sentences: [] }));
      for (const { index, ...written } of repairs.sentences) {
        if (failed.some(one => one.index === index)) {
          repaired.set(index, verifyWritten(written));
        }
      }
    }
    return {
      id,
      written: {
        ...keepVerified(
          drafted,
          repaired,
          input.template.unsupportedModelClaims,
        ),
        offeredIds,
        withheldIds,
      },
    };
  }
}

const VERDICT_RANK = ['contradicted', 'unsupported', 'unverified', 'supported'];

/** The better version of each claim, as far as the template keeps its verdict. */
function keepVerified(
  drafted: readonly VerifiedClaim[],
  repaired: ReadonlyMap<number, VerifiedClaim>,
  unsupported: 'drop' | 'keep',
) {
  const claims: ModelClaim[] = [];
  const dropped: { text: string; reasons: string[] }[] = [];
  const texts = new Set<string>();
  let repairedCount = 0;
  drafted.forEach((draft, index) => {
    const repair = repaired.get(index);
    const better =
      repair &&
      VERDICT_RANK.indexOf(repair.verdict) > VERDICT_RANK.indexOf(draft.verdict)
        ? repair
        : draft;
    const { verdict, reasons, ...claim } = better;
    const isKept =
      verdict === 'supported' ||
      (unsupported === 'keep' && verdict !== 'contradicted');
    if (isKept && !texts.has(claim.text)) {
      texts.add(claim.text);
      claims.push(claim);
      if (better === repair) repairedCount += 1;
    } else if (!isKept) {
      dropped.push({
        text: claim.text,
        reasons: reasons
          .filter(({ outcome }) => outcome === 'failed')
          .map(({ message }) => message)
          .slice(0, 5),
      });
    }
  });
  return { claims, dropped, repaired: repairedCount };
}

function toClaim(
  section: WritableSection,
  { passages: ids, text, cause, effect }: WrittenClaim,
  passages: readonly Passage[],
): ModelClaim {
  const spansById = new Map(passages.map(({ id, span }) => [id, span]));
  const from = spansById.get(cause ?? '');
  const to = spansById.get(effect ?? '');
  const isCause = section === 'rootCause' && from && to;
  const cited = isCause ? [...ids, cause!, effect!] : ids;
  const spans: EvidenceSpan[] = [...new Set(cited)].flatMap(
    id => spansById.get(id) ?? [],
  );
  return {
    kind: isCustomSection(section) ? 'summary' : CLAIM_KIND[section],
    text: text
      // A model may repeat the placeholder of a person who was redacted
      .replaceAll(/\[(?:person|handle|address)\]/g, 'a responder')
      .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    spans,
    ...(isCause && {
      causeAndEffect: { cause: from.evidenceId, effect: to.evidenceId },
    }),
  };
}

const URL = /\b(?:https?:\/\/|www\.)\S+/gi;
const MARKUP = /<\/?[a-z]|\bjavascript:|!?\[[^\]]*\]\([^)]*\)|```/i;

/**
 * Contradicts a claim with markup or an address that it does not cite; verifies
 * every other.
 */
function verifyClaim(
  claim: ModelClaim,
  verify: ModelWriteOptions['verify'],
): VerifiedClaim {
  const links = [...claim.text.matchAll(URL)].map(([link]) => link);
  const uncited = links.find(
    link => !claim.spans.some(({ quote }) => quote.includes(link)),
  );
  if (uncited !== undefined || MARKUP.test(claim.text)) {
    return {
      ...claim,
      verdict: 'contradicted',
      reasons: [
        {
          check: 'form',
          outcome: 'failed',
          message: uncited
            ? `No cited passage contains the address ${uncited.slice(0, 80)}`
            : 'The sentence contains markup',
        },
      ],
    };
  }
  return { ...claim, ...verify(claim) };
}
