import type {
  ListEvidenceQuery,
  ListEvidenceResponse,
  SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentService } from '../incidents';
import type { Caller } from '../platform/auth';
import { toResponse } from '../platform/http';
import { EvidenceIngestion } from './EvidenceIngestion';
import type { EvidenceStore } from './EvidenceStore';
import type { EvidenceLimits } from './limits';

/** Evidence of incidents, as far as a caller may read and add it. */
export class EvidenceService {
  readonly #evidence: EvidenceStore;
  readonly #incidents: IncidentService;
  readonly #ingestion: EvidenceIngestion;

  constructor(options: {
    evidence: EvidenceStore;
    incidents: IncidentService;
    limits?: EvidenceLimits;
  }) {
    this.#evidence = options.evidence;
    this.#incidents = options.incidents;
    this.#ingestion = EvidenceIngestion.create(options);
  }

  async submit(options: {
    key: string;
    nodes: readonly unknown[];
    reader: Caller;
    caller: Caller;
  }): Promise<SubmitEvidenceResponse> {
    const { key, nodes, caller } = options;
    await this.#incidents.requireChangeable(options);
    return this.#ingestion.ingest({
      incidentKey: key,
      nodes,
      actor: caller.actor,
    });
  }

  async list(options: {
    key: string;
    query: ListEvidenceQuery;
    caller: Caller;
  }): Promise<ListEvidenceResponse> {
    const { key, caller } = options;
    const { id, sourceType: sourceTypes, ...query } = options.query;
    await this.#incidents.get({ key, caller });
    return toResponse(
      await this.#evidence.list({
        ...query,
        incidentKey: key,
        sourceTypes,
        ...(id && { ids: id }),
      }),
    );
  }
}
