import type {
  VerifyClaims,
  VerifyClaimsResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { IncidentService } from '../incidents';
import type { Caller } from '../platform/auth';
import type { ClaimVerifier } from './ClaimVerifier';
import type { VerificationContextBuilder } from './VerificationContextBuilder';

/** Claims verified before other requests get a turn. */
const SLICE = 100;

/** Verifies claims of an incident and stores nothing. */
export class ClaimVerificationService {
  readonly #incidents: IncidentService;
  readonly #contexts: VerificationContextBuilder;
  readonly #verifier: Pick<ClaimVerifier, 'version' | 'verify'>;

  constructor(options: {
    incidents: IncidentService;
    contexts: VerificationContextBuilder;
    verifier: Pick<ClaimVerifier, 'version' | 'verify'>;
  }) {
    this.#incidents = options.incidents;
    this.#contexts = options.contexts;
    this.#verifier = options.verifier;
  }

  async verify(options: {
    key: string;
    claims: VerifyClaims['claims'];
    caller: Caller;
  }): Promise<VerifyClaimsResponse> {
    const { claims } = options;
    const incident = await this.#incidents.get(options);
    const facts = await this.#contexts.describe({ incident });
    const results: VerifyClaimsResponse['results'] = [];
    for (let start = 0; start < claims.length; start += SLICE) {
      if (start > 0) await nextTick();
      for (const claim of claims.slice(start, start + SLICE)) {
        results.push(this.#verifier.verify(claim, facts));
      }
    }
    return { verifierVersion: this.#verifier.version, results };
  }
}
