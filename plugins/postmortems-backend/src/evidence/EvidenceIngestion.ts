import { InputError } from '@backstage/errors';
import {
  MAX_EVIDENCE_BATCH,
  type EvidenceNode,
  type EvidenceOutcome,
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { Actor } from '../platform/audit';
import type { EvidenceStore } from './EvidenceStore';
import { countOutcomes } from './batchOutcomes';
import { normaliseEvidence } from './normaliseEvidence';

/** Time after which other requests get a turn, in milliseconds. */
const TURN_MS = 20;

/**
 * Normalises submitted evidence, stores what is new, and answers for each node.
 */
export class EvidenceIngestion {
  readonly #evidence: EvidenceStore;

  static create(options: { evidence: EvidenceStore }): EvidenceIngestion {
    return new EvidenceIngestion(options.evidence);
  }

  private constructor(evidence: EvidenceStore) {
    this.#evidence = evidence;
  }

  /**
   * One outcome per node, in the order sent; an invalid node does not reject
   * the others. Callers have checked access. Throws `NotFoundError` without
   * such an incident, `InputError` for too many nodes.
   */
  async ingest(options: {
    incidentKey: string;
    nodes: readonly unknown[];
    actor: Actor;
  }): Promise<SubmitEvidenceResponse> {
    const { incidentKey, nodes, actor } = options;
    if (nodes.length > MAX_EVIDENCE_BATCH) {
      throw new InputError(
        `nodes must have at most ${MAX_EVIDENCE_BATCH} elements, not ${nodes.length}`,
      );
    }
    const now = new Date().toISOString();
    const outcomes = new Array<EvidenceOutcome>(nodes.length);
    const accepted: EvidenceNode[] = [];
    const places: number[] = [];
    let turn = performance.now();
    for (const [index, sent] of nodes.entries()) {
      if (performance.now() - turn > TURN_MS) {
        await nextTick();
        turn = performance.now();
      }
      const [result] = normaliseEvidence({ nodes: [sent], now });
      if ('node' in result) {
        accepted.push(result.node);
        places.push(index);
      } else {
        outcomes[index] = { index, status: 'rejected', ...result };
      }
    }
    if (accepted.length > 0) {
      const stored = await this.#evidence.insert({
        incidentKey,
        nodes: accepted,
        actor,
      });
      for (const outcome of stored) {
        const index = places[outcome.index];
        outcomes[index] = { ...outcome, index };
      }
    }
    return { ...countOutcomes(outcomes), outcomes };
  }
}
