import { toError } from '@backstage/errors';
import type { ModelRun } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  ModelSentence,
  ModelSynthesiser,
  ModelSynthesis,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ChatModel } from './client/ChatModel';
import { TokenBudget } from './client/TokenBudget';
import type { OpenAiConfig } from './config';
import { judgeQuestion } from './prompt/questions';
import { Redactor } from './redact/Redactor';
import { SectionWriter, type SectionResult } from './SectionWriter';

type WriteOptions = Parameters<ModelSynthesiser['write']>[0];

/** Sentences that were dropped and are told of. */
const MAX_TOLD = 50;
/** Characters of a failure's message. */
const MAX_MESSAGE = 300;
/** Sentences in one question to the judge. */
const JUDGED_AT_ONCE = 40;

/** Writes sections in parallel, each from passages of the evidence. One that fails leaves the others as they are. */
export class OpenAiSynthesiser implements ModelSynthesiser {
  readonly id = 'openai';
  readonly #config: OpenAiConfig;
  readonly #model: ChatModel;
  readonly judge: ModelSynthesiser['judge'];

  constructor(options: { config: OpenAiConfig; model: ChatModel }) {
    this.#config = options.config;
    this.#model = options.model;
    this.judge = options.config.judge ? call => this.#judge(call) : undefined;
  }

  /** Throws when no section could be written. */
  async write(options: WriteOptions): Promise<ModelSynthesis> {
    const { input, draft, people } = options;
    const started = Date.now();
    const redactor = new Redactor(people);
    const budget = new TokenBudget(this.#config.maxTotalTokens);
    const writer = new SectionWriter({
      config: this.#config,
      model: this.#model,
      redactor,
      budget,
    });
    const wanted = this.#config.sections.flatMap(id => {
      const section = draft.sections.find(one => one.id === id);
      return section ? [{ id, section }] : [];
    });
    const results = await Promise.all(
      wanted.map(async ({ id, section }): Promise<SectionResult> => {
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
    const failed = results.flatMap(({ failure }) => failure ?? []);
    if (wanted.length > 0 && failed.length === wanted.length) {
      throw new Error(failed[0]);
    }
    return {
      author: { type: 'model', name: this.id, version: this.#config.model },
      sections: results.flatMap(({ id, written }) =>
        written ? [{ id, sentences: written.sentences }] : [],
      ),
      run: this.#runOf(results, {
        total: input.evidence.length,
        redactions: redactor.count,
        budget,
        durationMs: Date.now() - started,
      }),
    };
  }

  #runOf(
    results: readonly SectionResult[],
    figures: {
      total: number;
      redactions: number;
      budget: TokenBudget;
      durationMs: number;
    },
  ): ModelRun {
    const { total, redactions, budget, durationMs } = figures;
    const { requests, inputTokens, outputTokens } = budget;
    const { price, model } = this.#config;
    const written = results.flatMap(result => result.written ?? []);
    const dropped = results.flatMap(({ id, written: section }) =>
      (section?.dropped ?? []).map(one => ({ section: id, ...one })),
    );
    const offered = new Set(written.flatMap(({ nodes }) => [...nodes]));
    const withheld = new Set(written.flatMap(one => [...one.withheld]));
    const failures = results.filter(({ failure }) => failure !== undefined);
    return {
      synthesiser: this.id,
      model,
      status: failures.length > 0 ? 'partial' : 'complete',
      ...(failures.length > 0 && { message: failures[0].failure }),
      sections: results.map(({ id, failure, written: section }) => {
        if (failure !== undefined) {
          return { id, status: 'failed', message: failure };
        }
        const stood = section && section.sentences.length > 0;
        return { id, status: stood ? 'written' : 'none_kept' };
      }),
      sentences: {
        kept: written.reduce((sum, one) => sum + one.sentences.length, 0),
        repaired: written.reduce((sum, one) => sum + one.repaired, 0),
        dropped: dropped.length,
      },
      dropped: dropped.slice(0, MAX_TOLD),
      evidence: { offered: offered.size, withheld: withheld.size, total },
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

  async #judge({
    sentences,
    people,
    signal,
  }: {
    sentences: readonly ModelSentence[];
    people: readonly string[];
    signal: AbortSignal;
  }): Promise<(string | undefined)[]> {
    const redactor = new Redactor(people);
    const budget = new TokenBudget(this.#config.maxTotalTokens);
    const objections: (string | undefined)[] = sentences.map(() => undefined);
    for (let from = 0; from < sentences.length; from += JUDGED_AT_ONCE) {
      const asked = sentences.slice(from, from + JUDGED_AT_ONCE);
      const answer = await this.#model.ask(
        judgeQuestion({
          sentences: asked.map(({ text, spans }) => ({
            text: redactor.redact(text),
            quotes: spans.map(({ quote }) => redactor.redact(quote)),
          })),
        }),
        { budget, signal },
      );
      for (const { index, objection } of answer.objections) {
        if (index < asked.length) objections[from + index] = objection;
      }
    }
    return objections;
  }
}

/** What went wrong, without what was sent or what came back. */
function messageOf(error: unknown): string {
  const { message } = toError(error);
  return message.slice(0, MAX_MESSAGE);
}
