import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  Assertion,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftingModel } from '@postmortems/backstage-plugin-postmortems-node';
import type { BlamelessContext } from '../blameless';
import { maskText } from '../secrets';
import type { SealedFacts } from './SealedFacts';

/** Most sentences that one request has read. */
const MAX_CLAIMS = 20;

/** Somebody asked what a sentence says, and waits for the answer. */
export const CHECK_TIMEOUT_MS = 15_000;
/**
 * Somebody saves, and does not know of the model: longer than this a save seems
 * to hang. What is not read in time can be read with a check.
 */
export const SAVE_TIMEOUT_MS = 4_000;

type ReadableClaim = Pick<DraftClaim, 'kind' | 'text' | 'spans'>;

/** Has a model read what the grammar leaves over. Whatever happens to it, there is an answer. */
export class ModelReader {
  readonly #model: DraftingModel;
  readonly #logger: LoggerService;

  /** `undefined` when there is no model that reads. */
  static of(
    model: DraftingModel | undefined,
    logger: LoggerService,
  ): ModelReader | undefined {
    return model?.read ? new ModelReader(model, logger) : undefined;
  }

  private constructor(model: DraftingModel, logger: LoggerService) {
    this.#model = model;
    this.#logger = logger;
  }

  /** What the model reads each claim as; `undefined` for those that it does not read. */
  async read(options: {
    claims: readonly ReadableClaim[];
    facts: SealedFacts;
    people: BlamelessContext;
    timeoutMs: number;
  }): Promise<(Assertion[] | undefined)[]> {
    const { claims, facts, people, timeoutMs } = options;
    if (claims.length === 0) return [];
    const asked = claims.slice(0, MAX_CLAIMS);
    try {
      const read = await withTimeout(timeoutMs, signal =>
        this.#model.read!({
          claims: asked,
          evidence: [...facts.all()].map(({ node }) => node),
          people: people.roster.flatMap(({ identifiers }) => identifiers),
          maskSecrets: maskText,
          signal,
        }),
      );
      return claims.map((_, index) => statable(read[index]));
    } catch (error) {
      this.#logger.warn(
        `The model ${this.#model.id} read nothing: ${toError(error).message}`,
      );
      return claims.map(() => undefined);
    }
  }
}

/** Neither possible causes nor what the evidence lacks: these are computed. */
function statable(assertions: Assertion[] = []): Assertion[] | undefined {
  const stated = assertions.filter(
    ({ type }) => type !== 'candidateCause' && type !== 'missingEvidence',
  );
  return stated.length > 0 ? stated : undefined;
}

/** Also ends when the work does not heed the signal. */
async function withTimeout<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work(controller.signal),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new Error(`No answer within ${ms / 1000} seconds`));
          controller.abort();
        }, ms);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
