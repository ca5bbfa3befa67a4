/** Lower bound of UTF-8 bytes per token, so that estimates are not too low. */
const BYTES_PER_TOKEN = 3;

/** Upper estimate of the tokens of a text. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

/** Tokens that one postmortem may use, and has used. */
export class TokenBudget {
  readonly #total: number;
  #reserved = 0;
  requests = 0;
  inputTokens = 0;
  outputTokens = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /**
   * Sends a request within the budget, and adds the usage that the API reports.
   *
   * @param prompts - what the request sends, for the estimate
   * @throws `Error` when the request could exceed the budget
   */
  async run<
    T extends {
      usage?: { prompt_tokens?: number; completion_tokens?: number };
    },
  >(prompts: readonly string[], send: () => Promise<T>): Promise<T> {
    const estimate = prompts.reduce(
      (sum, text) => sum + estimateTokens(text),
      0,
    );
    const used = this.inputTokens + this.outputTokens + this.#reserved;
    if (used + estimate > this.#total) {
      throw new Error(
        `The budget of ${this.#total} tokens for a postmortem is used up`,
      );
    }
    this.requests += 1;
    // Sections are drafted in parallel, and all count at once
    this.#reserved += estimate;
    try {
      const answer = await send();
      this.inputTokens += answer.usage?.prompt_tokens ?? 0;
      this.outputTokens += answer.usage?.completion_tokens ?? 0;
      return answer;
    } finally {
      this.#reserved -= estimate;
    }
  }
}
