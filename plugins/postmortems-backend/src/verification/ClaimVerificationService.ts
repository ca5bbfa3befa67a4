import type {
  Incident,
  VerifyClaims,
  VerifyClaimsResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentService } from '../incidents';
import type { Caller } from '../platform/auth';
import { Turns } from '../platform/Turns';
import type { ClaimVerifier } from './ClaimVerifier';
import { assertNoCauses, givenReading } from './givenReading';
import { CHECK_TIMEOUT_MS, type ModelReader } from './ModelReader';
import type { SealedFacts } from './SealedFacts';
import { prepareClaim, prepareFacts } from './traceable';
import type { VerificationContextBuilder } from './VerificationContextBuilder';

/** After this the rest is left unverified, and the caller is told to ask for less. */
const DEADLINE_MS = 30_000;

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
    /** Aborts when the caller leaves. */
    signal?: AbortSignal;
  }): Promise<VerifyClaimsResponse> {
    const { claims, caller, signal } = options;

    assertNoCauses(claims);
    const incident = await this.#incidents.get(options);
    const facts = await this.#contexts.describe({
      incident,
      cited: claims.flatMap(({ spans }) =>
        spans.map(({ evidenceId }) => evidenceId),
      ),
    });
    const turns = new Turns({ deadlineMs: DEADLINE_MS, signal });
    await prepareFacts(facts, claims, turns);
    const results: VerifyClaimsResponse['results'] = [];
    for (const { assertions, ...claim } of claims) {
      await turns.next();
      await prepareClaim(facts, claim, turns);
      const given = givenReading({ assertions }, caller.actor);
      const result = this.#verifier.verify({ ...claim, ...given }, facts);
      await turns.next();
      const alternatives = isOpen(result)
        ? this.#verifier.alternatives(claim, facts)
        : [];
      results.push({
        ...result,
        ...(alternatives.length > 0 && { alternatives }),
      });
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
