import OpenAI, { AzureOpenAI } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { z } from 'zod';
import type { OpenAiConfig } from '../config';
import type { TokenBudget } from './TokenBudget';

/** Asked again this often when the answer has not the shape that was asked for. */
const ATTEMPTS = 2;

export type Question<T> = {
  system: string;
  user: string;
  /** Name of the answer's shape, for the API. */
  name: string;
  /** Shape for the API, which knows no limits. */
  shape: z.ZodType;
  /** What the answer has to be, limits included. */
  schema: z.ZodType<T>;
};

/** A chat model behind an OpenAI-compatible API. Retries with growing waits and jitter are the SDK's. */
export class ChatModel {
  readonly #client: OpenAI;
  readonly #config: OpenAiConfig;

  static create(config: OpenAiConfig): ChatModel {
    const { baseUrl, azure, model, timeoutSeconds, maxRetries } = config;
    const common = {
      // Servers without keys still want the header
      apiKey: config.apiKey ?? 'none',
      timeout: timeoutSeconds * 1000,
      maxRetries,
      // Prompts and answers are nobody's business in a log
      logLevel: 'off' as const,
    };
    const client = azure
      ? new AzureOpenAI({
          ...common,
          endpoint: baseUrl,
          deployment: model,
          apiVersion: azure.apiVersion,
        })
      : new OpenAI({
          ...common,
          // Not what happens to be in the environment
          baseURL: baseUrl ?? 'https://api.openai.com/v1',
          organization: null,
          project: null,
        });
    return new ChatModel(client, config);
  }

  private constructor(client: OpenAI, config: OpenAiConfig) {
    this.#client = client;
    this.#config = config;
  }

  /** Throws when there is no answer of the right shape: a refusal, an answer cut off, nonsense, or no answer in time. */
  async ask<T>(
    question: Question<T>,
    options: { budget: TokenBudget; signal: AbortSignal },
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const content = await this.#complete(question, options);
      const parsed = question.schema.safeParse(parseJson(content));
      if (parsed.success) return parsed.data;
      if (attempt === ATTEMPTS) {
        const [{ path, message }] = parsed.error.issues;
        throw new Error(
          `The answer has not the shape that was asked for: ${
            path.join('.') || 'it'
          } ${message}`,
        );
      }
    }
  }

  async #complete(
    { system, user, name, shape }: Question<unknown>,
    { budget, signal }: { budget: TokenBudget; signal: AbortSignal },
  ): Promise<string> {
    const { model, structuredOutput, outputLimitField, maxOutputTokens } =
      this.#config;
    const completion = await budget.spendOn([system, user], () =>
      this.#client.chat.completions.create(
        {
          model,
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: user },
          ],
          response_format:
            structuredOutput === 'json_schema'
              ? zodResponseFormat(shape, name)
              : { type: 'json_object' },
          [outputLimitField]: maxOutputTokens,
        },
        { signal },
      ),
    );
    const [choice] = completion.choices ?? [];
    if (!choice) throw new Error('The model gave no answer');
    if (choice.message.refusal) throw new Error('The model refused to answer');
    if (choice.finish_reason === 'length') {
      throw new Error('The answer was cut off at the limit of its length');
    }
    if (choice.finish_reason === 'content_filter') {
      throw new Error('The answer was held back by a content filter');
    }
    if (!choice.message.content) throw new Error('The answer is empty');
    return choice.message.content;
  }
}

function parseJson(content: string): unknown {
  // Some servers put a fence around what they were asked for
  const bare = content.trim().replace(/^```(?:json)?\s*|\s*```$/g, '');
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}
