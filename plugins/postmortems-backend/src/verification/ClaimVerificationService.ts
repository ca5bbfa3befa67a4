import type {
  Incident,
  PostmortemTemplate,
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

/** Implemented by postmortems, which depend on verification. */
export type IncidentTemplates = {
  /**
   * The template of the incident's postmortem, or the one that it would get.
   */
  templateOf(incident: Incident): Promise<PostmortemTemplate>;
};

/** Verifies claims of an incident and stores nothing. */
export class ClaimVerificationService {
  readonly #incidents: IncidentService;
  readonly #contexts: VerificationContextBuilder;
  readonly #verifier: Pick<ClaimVerifier, 'version' | 'verify'>;
  readonly #postmortems: IncidentTemplates;

  constructor(options: {
    incidents: IncidentService;
    contexts: VerificationContextBuilder;
    verifier: Pick<ClaimVerifier, 'version' | 'verify'>;
    postmortems: IncidentTemplates;
  }) {
    this.#incidents = options.incidents;
    this.#contexts = options.contexts;
    this.#verifier = options.verifier;
    this.#postmortems = options.postmortems;
  }

  async verify(options: {
    key: string;
    claims: VerifyClaims['claims'];
    caller: Caller;
  }): Promise<VerifyClaimsResponse> {
    const { claims } = options;
    const incident = await this.#incidents.get(options);
    const context = await this.#contexts.describeForClaims({
      incident,
      claims,
      template: await this.#postmortems.templateOf(incident),
    });
    const results: VerifyClaimsResponse['results'] = [];
    for (let start = 0; start < claims.length; start += SLICE) {
      if (start > 0) await nextTick();
      for (const claim of claims.slice(start, start + SLICE)) {
        results.push(this.#verifier.verify(claim, context));
      }
    }
    return { verifierVersion: this.#verifier.version, results };
  }
}
