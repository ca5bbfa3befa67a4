import { toError } from '@backstage/errors';
import {
  isCustomSection,
  type Assertion,
  type ModelRun,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftingModel,
  DraftSection,
  ModelDraft,
  ModelJudgeOptions,
  ModelReadOptions,
  ModelWriteOptions,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ChatModel } from './client/ChatModel';
import { TokenBudget } from './client/TokenBudget';
import type { OpenAiConfig } from './config';
import { selectPassages } from './passages/selectPassages';
import { readAssertions } from './prompt/assertions';
import {
  judgePrompt,
  readPrompt,
  type WritableSection,
} from './prompt/prompts';
import { Redactor } from './redact/Redactor';
import { SectionWriter, type SectionResult } from './SectionWriter';

/** Most dropped claims that a model run lists. */
const MAX_LISTED_DROPS = 50;
/** Characters of a failure's message. */
const MAX_MESSAGE = 300;
/** Claims in one prompt to the judge. */
const JUDGE_BATCH_SIZE = 40;

/** Writes sections in parallel. One that fails leaves the others as they are. */
export class OpenAiDraftingModel implements DraftingModel {
  readonly id = 'openai';
  readonly #config: OpenAiConfig;
  readonly #model: ChatModel;
  readonly judge: DraftingModel['judge'];

  constructor(options: { config: OpenAiConfig; model: ChatModel }) {
    this.#config = options.config;
    this.#model = options.model;
    this.judge = options.config.judge ? call => this.#judge(call) : undefined;
  }

  /** @throws `Error` when no section could be written */
  async write(options: ModelWriteOptions): Promise<ModelDraft> {
    const { input, draft } = options;
    const startedMs = Date.now();
    const redactor = new Redactor(options);
    const budget = new TokenBudget(this.#config.maxTotalTokens);
    const writer = new SectionWriter({
      config: this.#config,
      model: this.#model,
      redactor,
      budget,
    });
    const sections = draft.sections.flatMap(section => {
      const id = this.#writableId(section);
      return id ? [{ id, section }] : [];
    });
    const results = await Promise.all(
      sections.map(async ({ id, section }): Promise<SectionResult> => {
        try {
          const result = await writer.write({ ...options, id, section });
          options.onProgress({ section: id, phase: 'done' });
          return result;
        } catch (error) {
          options.onProgress({ section: id, phase: 'failed' });
          return { id, failure: messageOf(error) };
        }
      }),
    );
    const failures = results.flatMap(({ failure }) => failure ?? []);
    if (sections.length > 0 && failures.length === sections.length) {
      throw new Error(failures[0]);
    }
    return {
      author: { type: 'model', name: this.id, version: this.#config.model },
      sections: results.flatMap(({ id, written }) =>
        written ? [{ id, claims: written.claims }] : [],
      ),
      run: this.#toModelRun(results, {
        evidenceCount: input.evidence.length,
        redactions: redactor.count,
        budget,
        durationMs: Date.now() - startedMs,
      }),
    };
  }

  async read(options: ModelReadOptions): Promise<(Assertion[] | undefined)[]> {
    const { claims, evidence, signal } = options;
    const redactor = new Redactor(options);
    const { passages } = selectPassages({
      section: { id: 'summary' },
      input: { evidence: [...evidence] },
      draft: { sections: [{ id: 'summary', blocks: [{ claims }] }] },
      redactor,
      maxTokens: this.#config.maxInputTokens,
    });
    const { readings } = await this.#model.generate(
      readPrompt({
        texts: claims.map(({ text }) => text),
        passages,
        redactor,
      }),
      { budget: new TokenBudget(this.#config.maxTotalTokens), signal },
    );
    const byIndex = new Map(
      readings.map(({ index, assertions }) => [index, assertions]),
    );
    return claims.map((_, index) => {
      const { assertions } = readAssertions(byIndex.get(index) ?? [], passages);
      return assertions.length > 0 ? assertions : undefined;
    });
  }

  /** The section's id, if the configuration or the template gives it to models. */
  #writableId({ id, guidance }: DraftSection): WritableSection | undefined {
    if (isCustomSection(id))
      return guidance?.writer === 'model' ? id : undefined;
    return this.#config.sections.find(other => other === id);
  }

  #toModelRun(
    results: readonly SectionResult[],
    totals: {
      evidenceCount: number;
      redactions: number;
      budget: TokenBudget;
      durationMs: number;
    },
  ): ModelRun {
    const { evidenceCount, redactions, budget, durationMs } = totals;
    const { requests, inputTokens, outputTokens } = budget;
    const { price, model } = this.#config;
    const written = results.flatMap(result => result.written ?? []);
    const dropped = results.flatMap(({ id, written: section }) =>
      (section?.dropped ?? []).map(claim => ({ section: id, ...claim })),
    );
    const offered = new Set(written.flatMap(one => [...one.offeredIds]));
    const withheld = new Set(written.flatMap(one => [...one.withheldIds]));
    const failures = results.filter(({ failure }) => failure !== undefined);
    return {
      provider: this.id,
      model,
      status: failures.length > 0 ? 'partial' : 'complete',
      ...(failures.length > 0 && { message: failures[0].failure }),
      sections: results.map(({ id, failure, written: section }) => {
        if (failure !== undefined) {
          return { id, status: 'failed', message: failure };
        }
        const hasClaims = section && section.claims.length > 0;
        return { id, status: hasClaims ? 'written' : 'none_kept' };
      }),
      claims: {
        kept: written.reduce((sum, one) => sum + one.claims.length, 0),
        repaired: written.reduce((sum, one) => sum + one.repaired, 0),
        dropped: dropped.length,
      },
      dropped: dropped.slice(0, MAX_LISTED_DROPS),
      evidence: {
        offered: offered.size,
        withheld: withheld.size,
        total: evidenceCount,
      },
      redactions,
      usage: { requests, inputTokens, outputTokens },
      ...(price && {
        cost: {
          amount:
            (inputTokens * price.inputPerMillionTokens +
              outputTokens * price.outputPerMillionTokens) /
            1_000_000,
          currency: price.currency,
        },
      }),
      durationMs,
    };
  }

  async #judge(options: ModelJudgeOptions): Promise<(string | undefined)[]> {
    const { claims, signal } = options;
    const redactor = new Redactor(options);
    const budget = new TokenBudget(this.#config.maxTotalTokens);
    const objections: (string | undefined)[] = claims.map(() => undefined);
    for (let from = 0; from < claims.length; from += JUDGE_BATCH_SIZE) {
      const batch = claims.slice(from, from + JUDGE_BATCH_SIZE);
      const answer = await this.#model.generate(
        judgePrompt({
          claims: batch.map(({ text, spans }) => ({
            text: redactor.redact(text),
            quotes: spans.map(({ quote }) => redactor.redact(quote)),
          })),
        }),
        { budget, signal },
      );
      for (const { index, objection } of answer.objections) {
        if (index < batch.length) objections[from + index] = objection;
      }
    }
    return objections;
  }
}

/** The message alone: it contains neither prompt nor answer. */
function messageOf(error: unknown): string {
  return toError(error).message.slice(0, MAX_MESSAGE);
}
