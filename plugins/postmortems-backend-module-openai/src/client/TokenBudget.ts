/** Bytes of text that make a token at the least, for estimates on the safe side. */
const BYTES_PER_TOKEN = 3;

/** Tokens of a text, estimated a little high. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

/** What a document may cost, and has cost. */
export class TokenBudget {
  readonly #total: number;
  #underWay = 0;
  requests = 0;
  inputTokens = 0;
  outputTokens = 0;

  constructor(total: number) {
    this.#total = total;
  }

  /** Asks, if the budget lets it, and adds what it has cost, as the API says. Throws when it would go over the budget. */
  async spendOn<
    T extends {
      usage?: { prompt_tokens?: number; completion_tokens?: number };
    },
  >(texts: readonly string[], ask: () => Promise<T>): Promise<T> {
    const asked = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    const spent = this.inputTokens + this.outputTokens + this.#underWay;
    if (spent + asked > this.#total) {
      throw new Error(
        `The budget of ${this.#total} tokens for a document is used up`,
      );
    }
    this.requests += 1;
    // Sections are written at the same time
    this.#underWay += asked;
    try {
      const answer = await ask();
      this.inputTokens += answer.usage?.prompt_tokens ?? 0;
      this.outputTokens += answer.usage?.completion_tokens ?? 0;
      return answer;
    } finally {
      this.#underWay -= asked;
    }
  }
}
