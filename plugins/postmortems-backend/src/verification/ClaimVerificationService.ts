import type {
  Incident,
  VerifyClaims,
  VerifyClaimsResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { IncidentService } from '../incidents';
import type { Caller } from '../platform/auth';
import type { ClaimVerifier } from './ClaimVerifier';
import { assertNoCauses, givenReading } from './givenReading';
import { CHECK_TIMEOUT_MS, type ModelReader } from './ModelReader';
import type { SealedFacts } from './SealedFacts';
import type { VerificationContextBuilder } from './VerificationContextBuilder';

/** Claims verified before other requests get a turn. */
const SLICE = 100;

/** As many as an answer holds of each claim. */
const MAX_ALTERNATIVES = 10;

type Results = VerifyClaimsResponse['results'];

/** Read by the grammar, which leaves words over. */
function isOpen({ reading }: Results[number]): boolean {
  return reading.by === 'grammar' && reading.leftOver.length > 0;
}

/** Verifies claims of an incident and stores nothing. */
export class ClaimVerificationService {
  readonly #incidents: IncidentService;
  readonly #contexts: VerificationContextBuilder;
  readonly #verifier: Pick<
    ClaimVerifier,
    'version' | 'verify' | 'alternatives'
  >;
  readonly #reader?: ModelReader;

  constructor(options: {
    incidents: IncidentService;
    contexts: VerificationContextBuilder;
    verifier: Pick<ClaimVerifier, 'version' | 'verify' | 'alternatives'>;
    /** Reads what the grammar leaves over, if there is one. */
    reader?: ModelReader;
  }) {
    this.#incidents = options.incidents;
    this.#contexts = options.contexts;
    this.#verifier = options.verifier;
    this.#reader = options.reader;
  }

  async verify(options: {
    key: string;
    claims: VerifyClaims['claims'];
    caller: Caller;
  }): Promise<VerifyClaimsResponse> {
    const { claims, caller } = options;
    assertNoCauses(claims);
    const incident = await this.#incidents.get(options);
    const facts = await this.#contexts.describe({ incident });
    const results: VerifyClaimsResponse['results'] = [];
    for (let start = 0; start < claims.length; start += SLICE) {
      if (start > 0) await nextTick();
      for (const { assertions, ...claim } of claims.slice(
        start,
        start + SLICE,
      )) {
        const given = givenReading({ assertions }, caller.actor);
        const result = this.#verifier.verify({ ...claim, ...given }, facts);
        const alternatives = isOpen(result)
          ? this.#verifier.alternatives(claim, facts)
          : [];
        results.push({
          ...result,
          ...(alternatives.length > 0 && { alternatives }),
        });
      }
    }
    return {
      verifierVersion: this.#verifier.version,
      results: await this.#withModel(results, { claims, incident, facts }),
    };
  }

  /** With what a model reads those sentences as that the grammar leaves over. */
  async #withModel(
    results: Results,
    options: {
      claims: VerifyClaims['claims'];
      incident: Incident;
      facts: SealedFacts;
    },
  ): Promise<Results> {
    const { claims, incident, facts } = options;
    const open = results.flatMap((result, index) =>
      isOpen(result) ? [index] : [],
    );
    if (!this.#reader || open.length === 0) return results;
    const read = await this.#reader.read({
      claims: open.map(index => claims[index]),
      facts,
      people: await this.#contexts.peopleOf({ incident, facts }),
      timeoutMs: CHECK_TIMEOUT_MS,
    });
    return results.map((result, index) => {
      const assertions = read[open.indexOf(index)];
      if (!assertions) return result;
      const { kind, text, spans } = claims[index];
      const { reading } = this.#verifier.verify(
        {
          kind,
          text,
          spans,
          reading: { assertions, by: 'model', leftOver: [] },
        },
        facts,
      );
      const { alternatives = [] } = result;
      return reading.by === 'model'
        ? {
            ...result,
            alternatives: [
              ...alternatives.slice(0, MAX_ALTERNATIVES - 1),
              reading,
            ],
          }
        : result;
    });
  }
}
