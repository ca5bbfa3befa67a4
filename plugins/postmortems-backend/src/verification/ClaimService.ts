import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type EvidenceNode,
  type VerifyClaims,
  type VerifyClaimsResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { Caller } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import type { Stores } from '../platform/database';
import type { IncidentService } from '../incidents';
import { knownServicesOf } from '../postmortems';
import { describeEvidence } from '../sealing';
import type { ClaimVerifier } from '.';

/** Claims checked before other requests get a turn. */
const SLICE = 100;

/** The verifier as a service: says what it would say of a sentence, and stores nothing. */
export class ClaimService {
  readonly #stores: Pick<Stores, 'evidence' | 'seals' | 'traces'>;
  readonly #incidents: IncidentService;
  readonly #catalog: ServiceCatalog;
  readonly #verifier: ClaimVerifier;

  constructor(options: {
    stores: Pick<Stores, 'evidence' | 'seals' | 'traces'>;
    incidents: IncidentService;
    catalog: ServiceCatalog;
    verifier: ClaimVerifier;
  }) {
    this.#stores = options.stores;
    this.#incidents = options.incidents;
    this.#catalog = options.catalog;
    this.#verifier = options.verifier;
  }

  async verify(options: {
    key: string;
    claims: VerifyClaims['claims'];
    caller: Caller;
  }): Promise<VerifyClaimsResponse> {
    const { key, claims, caller } = options;
    const incident = await this.#incidents.get({ key, caller });
    const cited = new Set(
      claims.flatMap(({ spans }) => spans.map(span => span.evidenceId)),
    );
    cited.delete(RECORD_EVIDENCE_ID);
    cited.delete(SEAL_EVIDENCE_ID);
    const [evidence, seal, [trace]] = await Promise.all([
      this.#evidenceOf(key, [...cited]),
      describeEvidence({ seals: this.#stores.seals, incident }),
      this.#stores.traces.list({ incidentKey: key }),
    ]);
    const context = {
      seal,
      trace,
      evidence,
      services: await knownServicesOf({
        catalog: this.#catalog,
        incident,
        evidence: [...evidence.values()],
      }),
    };
    const results: VerifyClaimsResponse['results'] = [];
    for (let start = 0; start < claims.length; start += SLICE) {
      if (start > 0) await nextTick();
      for (const claim of claims.slice(start, start + SLICE)) {
        results.push(this.#verifier.verify(claim, context));
      }
    }
    return { verifierVersion: this.#verifier.version, results };
  }

  async #evidenceOf(
    incidentKey: string,
    ids: string[],
  ): Promise<Map<string, EvidenceNode>> {
    return this.#stores.evidence.getMany({ incidentKey, ids });
  }
}
