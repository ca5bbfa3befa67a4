import OpenAI, { AzureOpenAI } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { z } from 'zod';
import type { OpenAiConfig } from '../config';
import type { TokenBudget } from './TokenBudget';

/** Most requests for one prompt while answers do not match its schema. */
const MAX_ATTEMPTS = 2;

/** What a model is asked, and the JSON that it has to answer with. */
export type Prompt<T> = {
  system: string;
  user: string;
  /** Name of the answer's schema, for the API. */
  name: string;
  /** The schema for structured output, which supports no limits. */
  shape: z.ZodType;
  /** The schema that the answer is checked with, limits included. */
  schema: z.ZodType<T>;
};

/**
 * A chat model behind an OpenAI-compatible API. The SDK retries, with
 * exponential backoff and jitter.
 */
export class ChatModel {
  readonly #client: OpenAI;
  readonly #config: OpenAiConfig;

  static create(config: OpenAiConfig): ChatModel {
    const { baseUrl, azure, model, timeoutSeconds, maxRetries } = config;
    const common = {
      // Servers that need no key still expect the header
      apiKey: config.apiKey ?? 'none',
      timeout: timeoutSeconds * 1000,
      maxRetries,
      // Prompts and answers contain evidence, which must not reach a log
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
          // Set, so that the SDK does not read the environment
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

  /** @throws `Error` when there is no answer that matches the prompt's schema */
  async generate<T>(
    prompt: Prompt<T>,
    options: { budget: TokenBudget; signal: AbortSignal },
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const content = await this.#complete(prompt, options);
      const parsed = prompt.schema.safeParse(parseJson(content));
      if (parsed.success) return parsed.data;
      if (attempt === MAX_ATTEMPTS) {
        const [{ path, message }] = parsed.error.issues;
        throw new Error(
          `The answer does not match its schema: ${
            path.join('.') || 'it'
          } ${message}`,
        );
      }
    }
  }

  async #complete(
    { system, user, name, shape }: Prompt<unknown>,
    { budget, signal }: { budget: TokenBudget; signal: AbortSignal },
  ): Promise<string> {
    const { model, structuredOutput, outputLimitField, maxOutputTokens } =
      this.#config;
    const completion = await budget.run([system, user], () =>
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
      throw new Error('The answer was cut off at the output limit');
    }
    if (choice.finish_reason === 'content_filter') {
      throw new Error('The answer was held back by a content filter');
    }
    if (!choice.message.content) throw new Error('The answer is empty');
    return choice.message.content;
  }
}

function parseJson(content: string): unknown {
  // Some servers wrap JSON in a Markdown fence
  const bare = content.trim().replace(/^```(?:json)?\s*|\s*```$/g, '');
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}
