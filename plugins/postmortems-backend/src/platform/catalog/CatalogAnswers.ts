import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import { sha256 } from '../hashing';

const SECOND_MS = 1000;
const HOUR_MS = 60 * 60 * SECOND_MS;
/** What all answers may take, in characters of JSON. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
/** For so long after a failure, what is known is not asked for again. */
const PAUSE_MS = 10 * SECOND_MS;

/** An answer; `asOf` says that it is an earlier one, and from when. */
export type CatalogAnswer<T> = { value: T; asOf?: string };

type Known = { json: string; at: number };

/**
 * Questions to the catalog have a deadline. While it does not answer, its last
 * answer to the same question by the same caller stands in, for some hours.
 */
export class CatalogAnswers {
  readonly #deadlineMs: number;
  readonly #staleMs: number;
  readonly #maxCharacters: number;
  readonly #logger: LoggerService | undefined;
  /** The least recently used first. */
  readonly #known = new Map<string, Known>();
  #characters = 0;
  #failedAt = -Infinity;

  constructor(
    options: {
      deadlineSeconds?: number;
      staleHours?: number;
      maxCharacters?: number;
      logger?: LoggerService;
    } = {},
  ) {
    this.#deadlineMs = (options.deadlineSeconds ?? 3) * SECOND_MS;
    this.#staleMs = (options.staleHours ?? 24) * HOUR_MS;
    this.#maxCharacters = options.maxCharacters ?? MAX_CHARACTERS;
    this.#logger = options.logger;
  }

  /**
   * Throws `ServiceUnavailableError` when the catalog does not answer and never
   * did, and what the catalog refuses.
   *
   * @param question - identifies what is asked, and who asks
   * @param ask - gets a function that throws when one step takes too long
   */
  async to<T>(
    question: string,
    ask: (inTime: <S>(step: Promise<S>) => Promise<S>) => Promise<T>,
  ): Promise<CatalogAnswer<T>> {
    const key = sha256(question);
    const known = this.#recall(key);
    if (known && Date.now() - this.#failedAt < PAUSE_MS) {
      return earlier<T>(known);
    }
    try {
      const value = await ask(step => this.#inTime(step));
      this.#failedAt = -Infinity;
      this.#remember(key, JSON.stringify(value));
      return { value };
    } catch (error) {
      if (isRefusal(error)) throw error;
      this.#logger?.warn(
        known
          ? 'The catalog does not answer; its last answer is used'
          : 'The catalog does not answer',
        toError(error),
      );
      this.#failedAt = Date.now();
      if (known) return earlier<T>(known);
      throw new ServiceUnavailableError(
        'The catalog does not answer; try again later',
      );
    }
  }

  async #inTime<S>(step: Promise<S>): Promise<S> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Error(
              `No answer within ${this.#deadlineMs / SECOND_MS} seconds`,
            ),
          ),
        this.#deadlineMs,
      );
    });
    try {
      return await Promise.race([step, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #recall(key: string): Known | undefined {
    const known = this.#known.get(key);
    if (!known) return undefined;
    if (Date.now() - known.at > this.#staleMs) {
      this.#forget(key, known);
      return undefined;
    }
    this.#known.delete(key);
    this.#known.set(key, known);
    return known;
  }

  #remember(key: string, json: string): void {
    const before = this.#known.get(key);
    if (before) this.#forget(key, before);
    if (json.length > this.#maxCharacters) return;
    this.#known.set(key, { json, at: Date.now() });
    this.#characters += json.length;
    for (const [oldest, known] of this.#known) {
      if (this.#characters <= this.#maxCharacters) return;
      this.#forget(oldest, known);
    }
  }

  #forget(key: string, { json }: Known): void {
    this.#known.delete(key);
    this.#characters -= json.length;
  }
}

function earlier<T>({ json, at }: Known): CatalogAnswer<T> {
  return { value: JSON.parse(json), asOf: new Date(at).toISOString() };
}

/** Whether the catalog answers, and does not want to tell. */
function isRefusal(error: unknown): boolean {
  const { name, statusCode } = toError(error) as Error & {
    statusCode?: number;
  };
  return (
    (statusCode !== undefined && statusCode < 500 && statusCode !== 429) ||
    name === 'InputError' ||
    name === 'NotAllowedError' ||
    name === 'AuthenticationError'
  );
}
