import { InputError } from '@backstage/errors';
import {
  MAX_EVIDENCE_BATCH,
  type EvidenceNode,
  type EvidenceOutcome,
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Actor } from '../platform/audit';
import { Turns } from '../platform/Turns';
import type { EvidenceStore } from './EvidenceStore';
import { countOutcomes } from './batchOutcomes';
import { DEFAULT_LIMITS, type EvidenceLimits } from './limits';
import { recordingRefusal } from './recordingRefusal';
import { normaliseInSteps } from './normaliseEvidence';

/**
 * Normalises submitted evidence, stores what is new, and answers for each node.
 */
export class EvidenceIngestion {
  readonly #evidence: EvidenceStore;
  readonly #limits: EvidenceLimits;

  static create(options: {
    evidence: EvidenceStore;
    limits?: EvidenceLimits;
  }): EvidenceIngestion {
    return new EvidenceIngestion(options);
  }

  private constructor(options: {
    evidence: EvidenceStore;
    limits?: EvidenceLimits;
  }) {
    this.#evidence = options.evidence;
    this.#limits = options.limits ?? DEFAULT_LIMITS;
  }

  /**
   * One outcome per node, in the order sent; an invalid node does not reject
   * the others. Callers have checked access. Throws `NotFoundError` without
   * such an incident, `InputError` for too many nodes, `EvidenceLimitError` when
   * the incident would have too much.
   */
  async ingest(options: {
    incidentKey: string;
    nodes: readonly unknown[];
    actor: Actor;
    requestedBy?: Actor;
    /** Kept whatever there is already: what people and the product itself say. */
    unlimited?: boolean;
  }): Promise<SubmitEvidenceResponse> {
    const { incidentKey, nodes, actor, requestedBy } = options;
    const { unlimited = false } = options;
    const { payloadBytes } = this.#limits;
    if (nodes.length > MAX_EVIDENCE_BATCH) {
      throw new InputError(
        `nodes must have at most ${MAX_EVIDENCE_BATCH} elements, not ${nodes.length}`,
      );
    }
    const now = new Date().toISOString();
    const outcomes = new Array<EvidenceOutcome>(nodes.length);
    const accepted: EvidenceNode[] = [];
    const places: number[] = [];
    const turns = new Turns();
    for (const [index, sent] of nodes.entries()) {
      const result = await turns.run(
        normaliseInSteps({ node: sent, now, maxPayloadBytes: payloadBytes }),
      );
      if ('node' in result) {
        accepted.push(result.node);
        places.push(index);
      } else {
        outcomes[index] = { index, status: 'rejected', ...result };
      }
    }
    if (accepted.length > 0) {
      const stored = await recordingRefusal(
        { evidence: this.#evidence, incidentKey, actor },
        () =>
          this.#evidence.insert({
            incidentKey,
            nodes: accepted,
            actor,
            ...(requestedBy && { requestedBy }),
            ...(!unlimited && { limits: this.#limits }),
          }),
      );
      for (const outcome of stored) {
        const index = places[outcome.index];
        outcomes[index] = { ...outcome, index };
      }
    }
    return { ...countOutcomes(outcomes), outcomes };
  }
}
