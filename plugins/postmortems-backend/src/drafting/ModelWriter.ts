import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  isJudgement,
  type Assertion,
  type DraftClaim,
  type ModelRun,
  type SectionId,
  type VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftBlock,
  DraftPostmortem,
  ModelClaim,
  ModelDraft,
  DraftingModel,
  DraftInput,
} from '@postmortems/backstage-plugin-postmortems-node';
import { typesById, typesLeftOut } from '../routing';
import { maskJson, maskText } from '../secrets';
import type { VerificationSetup } from '../verification';
import type { ProgressListener } from './progress';
import { stableId } from './write/stableId';

/** Time that a model may take for a whole document, in milliseconds. */
const TIMEOUT_MS = 5 * 60_000;

/** Sections in which a model's paragraph takes the place of the computed one; elsewhere it stands below. */
const REPLACED = new Set<SectionId>(['summary']);

/** Lets a model help to write. Whatever happens to it, there is a document. */
export class ModelWriter {
  readonly #synthesiser: DraftingModel;
  readonly #logger: LoggerService;

  constructor(options: { synthesiser: DraftingModel; logger: LoggerService }) {
    this.#synthesiser = options.synthesiser;
    this.#logger = options.logger;
  }

  async write(options: {
    input: DraftInput;
    draft: DraftPostmortem;
    verificationSetup: VerificationSetup;
    onProgress: ProgressListener;
  }): Promise<{ draft: DraftPostmortem; run?: ModelRun }> {
    const { input, draft, verificationSetup, onProgress } = options;
    const { verifier, facts } = verificationSetup;
    const people = verificationSetup.people.roster.flatMap(
      ({ identifiers }) => identifiers,
    );
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const started = Date.now();
    try {
      const written = await this.#synthesiser.write({
        input,
        draft,
        people,
        maskSecrets: maskText,
        verify: sentence => verifier.verify(withReading(sentence), facts),
        onProgress: model => onProgress({ phase: 'model', model }),
        signal,
      });
      // Its errors may name the key that it was called with
      const synthesis = withinRouting(maskJson(written), input);
      return {
        draft: await this.#judged(withModel(draft, synthesis), people, signal),
        run: synthesis.run,
      };
    } catch (error) {
      const message = maskText(toError(error).message);
      this.#logger.warn(
        `The model ${this.#synthesiser.id} gave nothing for incident ${
          input.incident.key
        }: ${message}`,
      );
      return {
        draft,
        run: failedRun(this.#synthesiser.id, message, {
          total: input.evidence.length,
          durationMs: Date.now() - started,
        }),
      };
    }
  }

  /** The draft with what a judge has against its causes. A judge that fails has nothing against anything. */
  async #judged(
    draft: DraftPostmortem,
    people: readonly string[],
    signal: AbortSignal,
  ): Promise<DraftPostmortem> {
    if (!this.#synthesiser.judge) return draft;
    const claims = draft.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap(block => block.claims)
      .filter(({ kind, spans }) => isJudgement(kind) && spans.length > 0);
    if (claims.length === 0) return draft;
    let objections: (string | undefined)[];
    try {
      objections = await this.#synthesiser.judge({
        claims,
        people,
        maskSecrets: maskText,
        signal,
      });
    } catch (error) {
      this.#logger.warn('The model judge did not answer', toError(error));
      return draft;
    }
    const doubts = new Map<string, VerdictReason[]>();
    claims.forEach(({ id }, index) => {
      const objection = objections[index];
      if (objection) {
        doubts.set(id, [
          {
            check: 'judge',
            outcome: 'failed',
            message: `A model judge doubts it: ${objection}`,
          },
        ]);
      }
    });
    const doubted = (claim: DraftClaim) =>
      doubts.has(claim.id) ? { ...claim, doubts: doubts.get(claim.id) } : claim;
    return {
      ...draft,
      sections: draft.sections.map(section => ({
        ...section,
        blocks: section.blocks.map(block => ({
          ...block,
          claims: block.claims.map(doubted),
        })),
      })),
    };
  }
}

/** The draft of a model without claims that cite evidence which their section does not take. */
function withinRouting(
  written: ModelDraft,
  { evidence, sectionEvidence }: DraftInput,
): ModelDraft {
  if (!sectionEvidence) return written;
  const typeOf = typesById(evidence);
  const dropped: ModelRun['dropped'] = [];
  const sections = written.sections.map(({ id, claims }) => ({
    id,
    claims: claims.filter(claim => {
      const types = typesLeftOut(claim, {
        section: id,
        sections: sectionEvidence,
        typeOf,
      });
      if (types.length === 0) return true;
      dropped.push({
        section: id,
        text: claim.text,
        reasons: [
          `It cites evidence of the type ${types.join(
            ', ',
          )}, which does not feed this section`,
        ],
      });
      return false;
    }),
  }));
  const { run } = written;
  const count = dropped.length;
  return {
    ...written,
    sections,
    run: {
      ...run,
      claims: {
        ...run.claims,
        kept: run.claims.kept - count,
        dropped: run.claims.dropped + count,
      },
      dropped: [...run.dropped, ...dropped],
    },
  };
}

function withModel(
  draft: DraftPostmortem,
  { author, sections }: ModelDraft,
): DraftPostmortem {
  const written = new Map(
    sections
      .filter(({ claims }) => claims.length > 0)
      .map(section => [section.id, section.claims]),
  );
  if (written.size === 0) return draft;
  return {
    ...draft,
    author,
    sections: draft.sections.map(section => {
      const sentences = written.get(section.id);
      if (!sentences) return section;
      const block: DraftBlock = {
        id: stableId('block', 'model', section.id),
        type: 'paragraph',
        author,
        claims: sentences.map((sentence, index) => ({
          ...withReading(sentence),
          id: stableId('claim', 'model', section.id, String(index)),
        })),
      };
      return {
        ...section,
        blocks: REPLACED.has(section.id)
          ? [block]
          : [...section.blocks.slice(0, 1), block, ...section.blocks.slice(1)],
      };
    }),
  };
}

/** A claim of a model, with its assertions and the ends of a cause as its reading. */
function withReading({
  assertions = [],
  causeAndEffect,
  ...claim
}: ModelClaim): Omit<DraftClaim, 'id'> {
  const stated = assertions.filter(({ type }) => type !== 'candidateCause');
  const cause: Assertion[] =
    causeAndEffect && claim.kind === 'root_cause'
      ? [
          {
            type: 'candidateCause',
            origin: 'model',
            statement: claim.text,
            cause: { evidence: causeAndEffect.cause },
            effect: { evidence: causeAndEffect.effect },
            ties: [],
            against: [],
          },
        ]
      : [];
  const all = [...stated, ...cause];
  return all.length > 0
    ? { ...claim, reading: { assertions: all, by: 'model', leftOver: [] } }
    : claim;
}

function failedRun(
  provider: string,
  message: string,
  { total, durationMs }: { total: number; durationMs: number },
): ModelRun {
  return {
    provider,
    model: '',
    status: 'failed',
    message: message.slice(0, 500),
    sections: [],
    claims: { kept: 0, repaired: 0, dropped: 0 },
    dropped: [],
    evidence: { offered: 0, withheld: 0, total },
    redactions: 0,
    usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
    durationMs,
  };
}
