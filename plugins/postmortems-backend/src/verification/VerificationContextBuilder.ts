import {
  erasureOf,
  type EvidenceNode,
  type EvidenceSeal,
  type Incident,
  type InvestigationTrace,
  type PostmortemTemplate,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import type {
  BlamelessChecker,
  BlamelessContext,
  CatalogRoster,
} from '../blameless';
import { contentHashOf, type EvidenceStore } from '../evidence';
import type { PayloadKinds } from '../payloadKinds';
import { type Actor, apartFromWrite } from '../platform/audit';
import type { KnownService, ServiceCatalog } from '../platform/catalog';
import { RuleViolationError } from '../platform/http';
import { Turns } from '../platform/Turns';
import {
  buildSeal,
  sealEvidence,
  type SealProblem,
  type SealStore,
  verifySeal,
} from '../sealing';
import type { TemplateStore } from '../templates';
import type { TraceStore, TraceValidator } from '../traces';
import type { ClaimVerifier } from './ClaimVerifier';
import { EvidenceReader, type ReadEvidence } from './EvidenceReader';
import { knownServicesOf, systemNamesOf } from './knownServicesOf';
import { knownTimeZone } from './render';
import { SealedFacts } from './SealedFacts';
import { prepareFacts } from './traceable';
import type { VerificationSetup } from './verifyBlock';

/** An incident with its evidence as it was sealed a moment ago. */
export type SealedIncident = {
  incident: Incident;
  seal: EvidenceSeal;
  /** The last batch of evidence that the seal covers. */
  throughBatch: number;
  /** As much of it as is held; ascending in time. */
  evidence: EvidenceNode[];
  payloads: ReadEvidence['payloads'];
  unread?: ReadEvidence['unread'];
  trace?: InvestigationTrace;
  ownerRef?: string;
  /** IANA name of the owner's time zone, if it is not UTC. */
  ownerTimeZone?: string;
  services: KnownService[];
  /** By entity ref, the refs that it depends on, where the seal does not say it. */
  dependencies?: Dependencies;
  people: BlamelessContext;
  /** See {@link SealedFacts.minConfidence}. */
  minConfidence?: number;
  /** How the stored evidence differs from the seal, if that is tolerated. */
  problems: SealProblem[];
};

/** As deep as any template looks for causes. */
const MAX_DEPENDENCY_DEPTH = 10;

/** By entity ref, the refs that it depends on directly. */
type Dependencies = Map<string, string[]>;

type Sealed = { seal: EvidenceSeal; throughBatch: number };

type VerificationContextBuilderOptions = {
  seals: SealStore;
  evidence: EvidenceStore;
  traces: TraceStore;
  templates: Pick<TemplateStore, 'ofIncident'>;
  validator: TraceValidator;
  verifier: Pick<ClaimVerifier, 'version' | 'verify'>;
  blameless: BlamelessChecker;
  roster: CatalogRoster;
  payloadKinds?: PayloadKinds;
  /** How much evidence is held at once, if not as usual. */
  maxWhole?: { nodes: number; bytes: number };
  serviceCatalog: Pick<
    ServiceCatalog,
    'knownServices' | 'ownerOf' | 'dependenciesOf' | 'timeZoneOf'
  >;
};

/**
 * Builds what claims are verified against, for all that verify: drafting,
 * editing, the recheck of verdicts and the route that verifies without storing.
 * Each of them verifies against all sealed evidence of the incident, since a
 * sentence may say that something did not happen. What is too much to be held at
 * once is read in pages, and what was not held supports no sentence.
 */
export class VerificationContextBuilder {
  readonly #options: VerificationContextBuilderOptions;

  constructor(options: VerificationContextBuilderOptions) {
    this.#options = options;
  }

  /** Seals the evidence, and reads nothing. */
  async seal(options: {
    incident: Incident;
    actor: Actor;
    relations?: 'now' | 'sealed';
  }): Promise<Sealed> {
    const { incident, actor, relations = 'sealed' } = options;
    const dependencies = await this.#dependenciesToSeal(incident, relations);
    const { seals } = this.#options;
    return apartFromWrite(() =>
      sealEvidence({ incident, actor, dependencies, seals }),
    );
  }

  /**
   * Seals the evidence and reads it back in pages. Throws `RuleViolationError`
   * when the stored evidence differs from the seal, or the trace breaks rules.
   *
   * @param options - `tolerant` returns the problems instead, and leaves out a
   *   trace that breaks rules; `relations` of the catalog are those of now, or else
   *   those that were sealed last
   */
  async sealAndLoad(options: {
    incident: Incident;
    actor: Actor;
    tolerant?: boolean;
    relations?: 'now' | 'sealed';
    /** Of the document that is verified; otherwise that of the incident's postmortem. */
    template?: Pick<PostmortemTemplate, 'minConfidence'>;
    /** Evidence that is needed more than other. */
    cited?: readonly string[];
  }): Promise<SealedIncident> {
    const { incident, tolerant = false } = options;
    const sealed = await this.seal(options);
    const { seal } = sealed;
    const reader = new EvidenceReader({ max: this.#options.maxWhole });
    const { intact, problems } = await verifySeal({
      seal,
      evidence: reader.read(this.#options.seals.streamEvidence(seal)),
    });
    if (!intact && !tolerant) throw brokenSeal(problems);
    const trace = await this.#traceOf(sealed, tolerant);
    const {
      nodes: evidence,
      payloads,
      unread,
    } = await this.#held(reader, sealed, trace, options.cited);
    const [services, dependencies, ownerRef] = await Promise.all([
      this.#servicesOf(incident, seal),
      this.#unsealedDependencies(incident, seal),
      this.#ownerOf(incident),
    ]);
    const [people, ownerTimeZone] = await Promise.all([
      this.#options.roster.contextOf({
        incident,
        evidence: evidence.filter(node => !erasureOf(node)),
        systems: systemNamesOf(services),
        ownerRef,
      }),
      this.#timeZoneOf(ownerRef),
    ]);
    return {
      incident,
      ...sealed,
      evidence,
      payloads,
      ...(unread && { unread }),
      trace,
      ownerRef,
      ...(ownerTimeZone && { ownerTimeZone }),
      services,
      dependencies,
      people,
      minConfidence: (options.template ?? (await this.#templateOf(incident)))
        ?.minConfidence,
      problems,
    };
  }

  /** How claims of a loaded incident are verified. */
  setupOf({
    seal,
    trace,
    services,
    dependencies,
    evidence,
    payloads,
    unread,
    people,
    minConfidence,
    problems,
    ownerTimeZone,
  }: SealedIncident): VerificationSetup {
    const { verifier, blameless } = this.#options;
    return {
      verifier,
      blameless,
      people,
      facts: new SealedFacts({
        seal,
        trace,
        services,
        dependencies,
        minConfidence,
        evidence,
        payloads,
        unread,
        timeZone: ownerTimeZone,
        payloadKinds: this.#options.payloadKinds,
        // The check of the seal has hashed every node
        changed: new Set(
          problems.flatMap(({ what, evidenceId }) =>
            what === 'content_hash' && evidenceId ? [evidenceId] : [],
          ),
        ),
      }),
    };
  }

  /** Seals the evidence, and reads it, as edits are verified against all of it. */
  async sealForEdit(options: {
    incident: Incident;
    actor: Actor;
    cited?: readonly string[];
  }): Promise<VerificationSetup> {
    const setup = this.setupOf(
      await this.sealAndLoad({ ...options, tolerant: true }),
    );
    await prepareFacts(setup.facts, [{ spans: [] }], new Turns());
    return setup;
  }

  /** As if the evidence were sealed now, without storing anything. */
  async describe(options: {
    incident: Incident;
    /** Evidence that is needed more than other. */
    cited?: readonly string[];
  }): Promise<SealedFacts> {
    const { incident } = options;
    const sealed = await buildSeal({
      ...options,
      dependencies: await this.#dependenciesToSeal(incident, 'sealed'),
      seals: this.#options.seals,
    });
    const { evidence: store } = this.#options;
    const reader = new EvidenceReader({ max: this.#options.maxWhole });
    const changed = new Set<string>();
    const isChanged = (node: EvidenceNode) =>
      contentHashOf(node) !== node.contentHash;
    const stored = {
      incidentKey: incident.key,
      throughBatch: sealed.throughBatch,
    };
    if (reader.isWhole(await store.sizeOf(stored))) {
      for await (const node of reader.read(store.stream(stored))) {
        if (isChanged(node)) changed.add(node.id);
      }
    } else {
      await reader.outline(store.outline(stored));
    }
    const trace = await this.#traceOf(sealed, true);
    const {
      nodes: evidence,
      payloads,
      unread,
    } = await this.#held(reader, sealed, trace, options.cited);
    if (unread) {
      const turns = new Turns();
      for (const node of evidence) {
        if (isChanged(node)) changed.add(node.id);
        await turns.next();
      }
    }
    const [services, dependencies, template, ownerRef] = await Promise.all([
      this.#servicesOf(incident, sealed.seal),
      this.#unsealedDependencies(incident, sealed.seal),
      this.#templateOf(incident),
      this.#ownerOf(incident),
    ]);
    const { seal } = sealed;
    return new SealedFacts({
      seal,
      evidence,
      payloads,
      unread,
      changed,
      trace,
      services,
      dependencies,
      minConfidence: template?.minConfidence,
      payloadKinds: this.#options.payloadKinds,
      timeZone: await this.#timeZoneOf(ownerRef),
    });
  }

  /** Who could be named in the evidence, and must not leave Backstage. */
  async peopleOf(options: {
    incident: Incident;
    facts: SealedFacts;
  }): Promise<BlamelessContext> {
    const { incident, facts } = options;
    return this.#options.roster.contextOf({
      incident,
      evidence: [...facts.all()].map(({ node }) => node),
      systems: systemNamesOf(facts.services),
      ownerRef: await this.#ownerOf(incident),
    });
  }

  /** What is held of evidence that was read: cited evidence and what a trace rests on first. */
  async #held(
    reader: EvidenceReader,
    sealed: Sealed,
    trace: InvestigationTrace | undefined,
    cited: readonly string[] = [],
  ): Promise<ReadEvidence> {
    return reader.finish({
      cited: [
        ...cited,
        ...(trace
          ? [
              ...Object.values(trace.stepEvidence),
              ...trace.supportingEvidence,
              ...trace.steps.flatMap(({ evidence }) => evidence),
            ]
          : []),
      ],
      getMany: ids => this.#sealedNodes(sealed, ids),
    });
  }

  async #timeZoneOf(ownerRef: string | undefined) {
    return ownerRef
      ? knownTimeZone(
          await this.#options.serviceCatalog.timeZoneOf({ ownerRef }),
        )
      : undefined;
  }

  async #sealedNodes(
    { seal: { incidentKey }, throughBatch }: Sealed,
    ids: readonly string[],
  ): Promise<Map<string, EvidenceNode>> {
    return this.#options.evidence.getMany({ incidentKey, ids, throughBatch });
  }

  async #templateOf({ key }: Incident) {
    return this.#options.templates.ofIncident({ incidentKey: key });
  }

  async #ownerOf({ services }: Incident): Promise<string | undefined> {
    return this.#options.serviceCatalog.ownerOf({ refs: services });
  }

  /**
   * What depends on what does not change for a postmortem because the catalog does
   * later. A seal from before there were relations in it stays without.
   */
  async #dependenciesToSeal(
    incident: Incident,
    relations: 'now' | 'sealed',
  ): Promise<Dependencies | undefined> {
    const last =
      relations === 'sealed'
        ? await this.#options.seals.newest({ incidentKey: incident.key })
        : undefined;
    const isSame =
      last && isDeepStrictEqual(last.incident.services, incident.services);
    if (!isSame) return this.#dependenciesOf(incident);
    const { dependencies } = last.manifest;
    return dependencies && new Map(Object.entries(dependencies));
  }

  /** The catalog's relations of now, for a seal that has none. */
  async #unsealedDependencies(
    incident: Incident,
    { manifest }: EvidenceSeal,
  ): Promise<Dependencies | undefined> {
    return manifest.dependencies ? undefined : this.#dependenciesOf(incident);
  }

  async #dependenciesOf({ services }: Incident): Promise<Dependencies> {
    return this.#options.serviceCatalog.dependenciesOf({
      refs: services,
      maxDepth: MAX_DEPENDENCY_DEPTH,
    });
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
      const {
        stepOutcomes,
        stepEvidence,
        stepNotes,
        submittedBy,
        submittedAt,
        ...sent
      } = trace;
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
