import type {
  EvidenceNode,
  EvidenceSeal,
  Incident,
  InvestigationTrace,
  PostmortemTemplate,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  BlamelessChecker,
  BlamelessContext,
  RosterSource,
} from '../blameless';
import type { ServiceCatalog } from '../platform/catalog';
import type { Actor, Stores } from '../platform/database';
import type { TraceValidator } from '../traces';
import { RuleViolationError } from '../platform/http/RuleViolationError';
import { sealEvidence, verifySeal, type SealProblem } from '../sealing';
import type { ClaimVerifier, KnownService } from '.';
import { knownServicesOf, systemNamesOf } from '../drafting/knownServicesOf';
import type { Examination } from './verifyBlock';

/** An incident with its evidence as it was sealed a moment ago: what a document is written from, and held against. */
export type SealedIncident = {
  incident: Incident;
  seal: EvidenceSeal;
  throughBatch: number;
  evidence: EvidenceNode[];
  trace?: InvestigationTrace;
  ownerRef?: string;
  services: KnownService[];
  people: BlamelessContext;
  /** What is stored but is not what was sealed. Empty unless asked to be tolerant. */
  problems: SealProblem[];
};

/** Seals the evidence of incidents and reads it back. */
export class SealedIncidentLoader {
  readonly #options: {
    stores: Stores;
    catalog: ServiceCatalog;
    validator: TraceValidator;
    verifier: ClaimVerifier;
    blameless: BlamelessChecker;
    roster: RosterSource;
  };

  constructor(options: {
    stores: Stores;
    catalog: ServiceCatalog;
    validator: TraceValidator;
    verifier: ClaimVerifier;
    blameless: BlamelessChecker;
    roster: RosterSource;
  }) {
    this.#options = options;
  }

  /**
   * Throws `RuleViolationError` when the stored evidence is not what was sealed, or the trace breaks rules.
   *
   * @param options - `tolerant` answers all the same: with the problems, and without a trace that breaks rules
   */
  async open(options: {
    incident: Incident;
    actor: Actor;
    tolerant?: boolean;
  }): Promise<SealedIncident> {
    const { incident, actor, tolerant = false } = options;
    const { stores, catalog, roster } = this.#options;
    const { seal, throughBatch } = await sealEvidence({
      seals: stores.seals,
      incident,
      actor,
    });
    const { evidence, problems } = await this.#sealedEvidence(seal, tolerant);
    const [trace, ownerRef, services] = await Promise.all([
      this.#validTrace(seal, evidence, tolerant),
      catalog.ownerOf({ refs: incident.services }),
      knownServicesOf({ catalog, incident, evidence }),
    ]);
    return {
      incident,
      seal,
      throughBatch,
      evidence,
      trace,
      ownerRef,
      services,
      people: await roster.contextOf({
        incident,
        evidence,
        systems: systemNamesOf(services),
        ownerRef,
      }),
      problems,
    };
  }

  /** How sentences are held against a case. */
  examinationOf(
    sealed: SealedIncident,
    template: PostmortemTemplate | undefined,
  ): Examination {
    const { verifier, blameless } = this.#options;
    const { seal, trace, evidence, services, people } = sealed;
    return {
      verifier,
      blameless,
      people,
      context: {
        seal,
        trace,
        services,
        evidence: new Map(evidence.map(node => [node.id, node])),
        maxCausalDepth: template?.sections.rootCause.maxDepth,
      },
    };
  }

  async #sealedEvidence(
    seal: EvidenceSeal,
    tolerant: boolean,
  ): Promise<{ evidence: EvidenceNode[]; problems: SealProblem[] }> {
    const evidence: EvidenceNode[] = [];
    for await (const node of this.#options.stores.evidence.stream({
      incidentKey: seal.incidentKey,
      sealId: seal.id,
    })) {
      evidence.push(node);
    }
    const { intact, problems } = await verifySeal({ seal, evidence });
    if (!intact && !tolerant) {
      throw new RuleViolationError(
        'The stored evidence is not what was sealed',
        problems.map(({ what, evidenceId, message }) => ({
          rule: `seal.${what}`,
          message,
          ...(evidenceId && { path: evidenceId }),
        })),
      );
    }
    return { evidence, problems };
  }

  /** The newest trace whose steps are part of what was sealed, held against that evidence once more. */
  async #validTrace(
    seal: EvidenceSeal,
    evidence: readonly EvidenceNode[],
    tolerant: boolean,
  ): Promise<InvestigationTrace | undefined> {
    const { stores, validator } = this.#options;
    const known = new Set(evidence.map(({ id }) => id));
    const traces = await stores.traces.list({ incidentKey: seal.incidentKey });
    const trace = traces.find(({ stepEvidence }) =>
      Object.values(stepEvidence).every(id => known.has(id)),
    );
    if (!trace) return undefined;
    const { stepOutcomes, stepEvidence, submittedBy, submittedAt, ...sent } =
      trace;
    const validation = validator.validate(sent, {
      knownEvidenceIds: known,
      service: String((seal.incident.services as string[])[0]),
      submittedBy,
      submittedAt,
    });
    if (validation.accepted) return trace;
    if (tolerant) return undefined;
    throw new RuleViolationError(
      'The investigation trace breaks rules',
      validation.violations,
    );
  }
}
