import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type Claim,
  type EvidenceNode,
  type EvidenceSeal,
  type Incident,
  type InvestigationTrace,
  type PostmortemTemplate,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  BlamelessChecker,
  BlamelessContext,
  CatalogRoster,
} from '../blameless';
import type { EvidenceStore } from '../evidence';
import type { Actor } from '../platform/audit';
import type { KnownService, ServiceCatalog } from '../platform/catalog';
import { RuleViolationError } from '../platform/http';
import {
  buildSeal,
  sealEvidence,
  type SealProblem,
  type SealStore,
  verifySeal,
} from '../sealing';
import type { TraceStore, TraceValidator } from '../traces';
import type { ClaimVerifier } from './ClaimVerifier';
import { knownServicesOf, systemNamesOf } from './knownServicesOf';
import type { VerificationContext } from './types';
import type { VerificationSetup } from './verifyBlock';

/** An incident with its evidence as it was sealed a moment ago. */
export type SealedIncident = {
  incident: Incident;
  seal: EvidenceSeal;
  /** The last batch of evidence that the seal covers. */
  throughBatch: number;
  evidence: EvidenceNode[];
  trace?: InvestigationTrace;
  ownerRef?: string;
  services: KnownService[];
  people: BlamelessContext;
  /** How the stored evidence differs from the seal, if that is tolerated. */
  problems: SealProblem[];
};

type CitingClaim = Pick<Claim, 'spans'>;
type Sealed = { seal: EvidenceSeal; throughBatch: number };

/** Evidence in which people appear, of which this many nodes are searched. */
const PEOPLE_SOURCES = ['chat', 'deployment'] as const;
const MAX_PEOPLE_NODES = 500;

type VerificationContextBuilderOptions = {
  seals: SealStore;
  evidence: EvidenceStore;
  traces: TraceStore;
  validator: TraceValidator;
  verifier: Pick<ClaimVerifier, 'version' | 'verify'>;
  blameless: BlamelessChecker;
  roster: CatalogRoster;
  serviceCatalog: Pick<ServiceCatalog, 'knownServices' | 'ownerOf'>;
};

/**
 * Builds what claims are verified against, for all that verify: drafting,
 * editing, the recheck of verdicts and the route that verifies without storing.
 * Seal, trace, services and causal depth are the same for each of them; those
 * that verify a few claims read only the evidence that these cite.
 */
export class VerificationContextBuilder {
  readonly #options: VerificationContextBuilderOptions;

  constructor(options: VerificationContextBuilderOptions) {
    this.#options = options;
  }

  /**
   * Seals the evidence and reads all of it back. Throws `RuleViolationError`
   * when the stored evidence differs from the seal, or the trace breaks rules.
   *
   * @param options - `tolerant` returns the problems instead, and leaves out a
   *   trace that breaks rules
   */
  async sealAndLoad(options: {
    incident: Incident;
    actor: Actor;
    tolerant?: boolean;
  }): Promise<SealedIncident> {
    const { incident, tolerant = false } = options;
    const sealed = await sealEvidence({
      ...options,
      seals: this.#options.seals,
    });
    const { seal } = sealed;
    const evidence: EvidenceNode[] = [];
    for await (const node of this.#options.seals.streamEvidence(seal)) {
      evidence.push(node);
    }
    const { intact, problems } = await verifySeal({ seal, evidence });
    if (!intact && !tolerant) throw brokenSeal(problems);
    const [trace, services, ownerRef] = await Promise.all([
      this.#traceOf(sealed, tolerant),
      this.#servicesOf(incident, seal),
      this.#ownerOf(incident),
    ]);
    const people = await this.#options.roster.contextOf({
      incident,
      evidence,
      systems: systemNamesOf(services),
      ownerRef,
    });
    return {
      incident,
      ...sealed,
      evidence,
      trace,
      ownerRef,
      services,
      people,
      problems,
    };
  }

  /** How claims of a loaded incident are verified. */
  setupOf(
    { seal, trace, services, evidence, people }: SealedIncident,
    template: PostmortemTemplate | undefined,
  ): VerificationSetup {
    const { verifier, blameless } = this.#options;
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

  /** Seals the evidence, and reads what the claims cite. */
  async sealForClaims(options: {
    incident: Incident;
    claims: readonly CitingClaim[];
    template: PostmortemTemplate | undefined;
    actor: Actor;
  }): Promise<VerificationSetup> {
    const { incident } = options;
    const { seals, verifier, blameless, roster } = this.#options;
    const sealed = await sealEvidence({ ...options, seals });
    const context = await this.#contextOfClaims(sealed, options);
    return {
      verifier,
      blameless,
      context,
      people: await roster.contextOf({
        incident,
        evidence: await this.#nodesWithPeople(sealed),
        systems: systemNamesOf(context.services),
        ownerRef: await this.#ownerOf(incident),
      }),
    };
  }

  /** As if the evidence were sealed now, without storing anything. */
  async describeForClaims(options: {
    incident: Incident;
    claims: readonly CitingClaim[];
    template: PostmortemTemplate | undefined;
  }): Promise<VerificationContext> {
    const sealed = await buildSeal({
      ...options,
      seals: this.#options.seals,
    });
    return this.#contextOfClaims(sealed, options);
  }

  async #contextOfClaims(
    sealed: Sealed,
    options: {
      incident: Incident;
      claims: readonly CitingClaim[];
      template: PostmortemTemplate | undefined;
    },
  ): Promise<VerificationContext> {
    const { incident, claims, template } = options;
    const ids = new Set(
      claims.flatMap(({ spans }) => spans.map(span => span.evidenceId)),
    );
    ids.delete(RECORD_EVIDENCE_ID);
    ids.delete(SEAL_EVIDENCE_ID);
    const [evidence, trace, services] = await Promise.all([
      this.#citedNodes(sealed, [...ids]),
      this.#traceOf(sealed, true),
      this.#servicesOf(incident, sealed.seal),
    ]);
    return {
      seal: sealed.seal,
      trace,
      services,
      evidence,
      maxCausalDepth: template?.sections.rootCause.maxDepth,
    };
  }

  /** With the evidence of cited steps, which decides on what they show. */
  async #citedNodes(
    sealed: Sealed,
    ids: readonly string[],
  ): Promise<Map<string, EvidenceNode>> {
    const nodes = new Map<string, EvidenceNode>();
    let missing = ids;
    while (missing.length > 0) {
      const found = await this.#sealedNodes(sealed, missing);
      for (const [id, node] of found) nodes.set(id, node);
      missing = [...found.values()]
        .flatMap(examinedIds)
        .filter(id => !nodes.has(id));
    }
    return nodes;
  }

  async #sealedNodes(
    { seal: { incidentKey }, throughBatch }: Sealed,
    ids: readonly string[],
  ): Promise<Map<string, EvidenceNode>> {
    return this.#options.evidence.getMany({ incidentKey, ids, throughBatch });
  }

  async #nodesWithPeople({
    seal: { incidentKey },
    throughBatch,
  }: Sealed): Promise<EvidenceNode[]> {
    const pages = await Promise.all(
      PEOPLE_SOURCES.map(sourceType =>
        this.#options.evidence.list({
          incidentKey,
          sourceType,
          throughBatch,
          limit: MAX_PEOPLE_NODES,
        }),
      ),
    );
    return pages.flatMap(({ items }) => items);
  }

  async #ownerOf({ services }: Incident): Promise<string | undefined> {
    return this.#options.serviceCatalog.ownerOf({ refs: services });
  }

  async #servicesOf(incident: Incident, seal: EvidenceSeal) {
    return knownServicesOf({
      serviceCatalog: this.#options.serviceCatalog,
      incident,
      seal,
    });
  }

  /**
   * The newest trace whose steps are all sealed, validated against the sealed
   * evidence once more.
   */
  async #traceOf(
    sealed: Sealed,
    tolerant: boolean,
  ): Promise<InvestigationTrace | undefined> {
    const { seal } = sealed;
    const { incidentKey } = seal;
    for (const trace of await this.#options.traces.list({ incidentKey })) {
      const { stepOutcomes, stepEvidence, submittedBy, submittedAt, ...sent } =
        trace;
      const stepIds = Object.values(stepEvidence);
      const known = await this.#sealedNodes(sealed, [
        ...stepIds,
        ...sent.supportingEvidence,
        ...sent.steps.flatMap(({ evidence }) => evidence),
      ]);
      if (!stepIds.every(id => known.has(id))) continue;
      const validation = this.#options.validator.validate(sent, {
        knownEvidenceIds: new Set(known.keys()),
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
    return undefined;
  }
}

function examinedIds({ payload }: EvidenceNode): string[] {
  return payload.kind === 'step' && Array.isArray(payload.evidence)
    ? payload.evidence.map(String)
    : [];
}

function brokenSeal(problems: readonly SealProblem[]): RuleViolationError {
  return new RuleViolationError(
    'The stored evidence is not what was sealed',
    problems.map(({ what, evidenceId, message }) => ({
      rule: `seal.${what}`,
      message,
      ...(evidenceId && { path: evidenceId }),
    })),
  );
}
