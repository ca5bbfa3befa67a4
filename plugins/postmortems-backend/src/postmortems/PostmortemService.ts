import type { CacheService } from '@backstage/backend-plugin-api';
import type {
  EvidenceNode,
  EvidenceSeal,
  Incident,
  IncidentPicture,
  InvestigationTrace,
  ListPostmortemsQuery,
  ListPostmortemsResponse,
  ListRevisionsResponse,
  ProvenanceGraph,
  Postmortem,
  SealProblem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { type ActionItemStore, withActionItems } from '../actionItems';
import type { Progress, ProgressNotifier } from '../drafting';
import type { EvidenceStore } from '../evidence';
import type { IncidentService, IncidentStore } from '../incidents';
import { type Caller, haveSameReadAccess } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import { toResponse } from '../platform/http';
import type {
  BrokenSeals,
  ChainProblem,
  SealChecker,
  SealStore,
} from '../sealing';
import type { TemplateResolver } from '../templates';
import type { TraceStore } from '../traces';
import type { ApprovalAuthors } from './ApprovalAuthors';
import type { PostmortemPipeline } from './PostmortemPipeline';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import type { VerificationStateStore } from './VerificationStateStore';
import { citedIds } from './citedIds';
import { readPicture } from './picture/readPicture';
import { buildProvenanceGraph } from './provenance/buildProvenanceGraph';
import { verdictChangesOf } from './verdictChanges';
import { withSealProblems } from './withSealProblems';

/** What the configured categories say of a postmortem. */
export type PostmortemCategories = {
  suggestFor(postmortem: Postmortem): Record<string, string>;
  titleOf(id: string): string;
};

type PostmortemServiceOptions = {
  serviceCatalog: Pick<ServiceCatalog, 'servicesOf'>;
  incidents: IncidentService;
  incidentStore: Pick<IncidentStore, 'get'>;
  postmortems: PostmortemStore;
  revisions: RevisionStore;
  actionItems: ActionItemStore;
  evidence: EvidenceStore;
  seals: SealStore;
  traces: TraceStore;
  resolver: Pick<TemplateResolver, 'resolve'>;
  pipeline: PostmortemPipeline;
  verificationState: Pick<VerificationStateStore, 'retry'>;
  /** Shows the caller the progress of a draft. */
  announce?: ProgressNotifier;
  categories: PostmortemCategories;
  cache?: CacheService;
  checker: Pick<SealChecker, 'check'>;
  brokenSeals?: Pick<BrokenSeals, 'report'>;
  approvalAuthors: Pick<ApprovalAuthors, 'of'>;
};

/** Postmortems as far as a caller may see and write them. */
export class PostmortemService {
  readonly #options: PostmortemServiceOptions;

  constructor(options: PostmortemServiceOptions) {
    this.#options = options;
  }

  /** Writes the first draft. Returns an existing postmortem unchanged. */
  async create(options: {
    key: string;
    template?: string;
    reader: Caller;
    caller: Caller;
  }): Promise<{ postmortem: Postmortem; created: boolean }> {
    const { key, template, caller } = options;
    const incident = await this.#options.incidents.requireChangeable(options);
    const existing = await this.#options.postmortems.findByIncident({
      incidentKey: key,
    });
    if (existing) return { postmortem: existing, created: false };
    return this.#options.pipeline.run({
      incident,
      template,
      firstOnly: true,
      ...this.#writtenBy(incident, caller),
    });
  }

  /** Drafts again from the current evidence. Edits by people stay. */
  async regenerate(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Postmortem> {
    const { caller } = options;
    const postmortem = await this.requireWritable(options);
    const { incidentKey: key } = postmortem;
    const incident = await this.#options.incidents.get({ key, caller });
    const drafted = await this.#options.pipeline.run({
      incident,
      earlierTemplate: postmortem.template.chain.find(
        ({ level, outcome }) => level === 'request' && outcome === 'chosen',
      )?.template,
      ...this.#writtenBy(incident, caller),
    });
    return drafted.postmortem;
  }

  /**
   * Recomputes verdicts again that were left, because the backend ended while it
   * did that. The next run takes its turn.
   */
  async retryRecheck(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Postmortem> {
    const { id, caller } = options;
    await this.requireWritable(options);
    await this.#options.verificationState.retry({ id, actor: caller.actor });
    return this.get(options);
  }

  /** The postmortem with everything that is computed when it is read. */
  async get(options: { id: string; caller: Caller }): Promise<Postmortem> {
    const postmortem = await this.read(options);
    const mayNotApprove = await this.#options.approvalAuthors.of(
      postmortem,
      options.caller.actor,
    );
    return {
      ...postmortem,
      ...(mayNotApprove.length > 0 && { mayNotApprove }),
      suggestedCategories: this.#options.categories.suggestFor(postmortem),
    };
  }

  /** The postmortem as it is stored, with its action items and what changed since. */
  async read(options: { id: string; caller: Caller }): Promise<Postmortem> {
    const postmortem = await this.#read(options);
    return withSealProblems(postmortem, await this.#problemsOf(postmortem));
  }

  /** Before its evidence is compared with what was sealed. */
  async #read(options: { id: string; caller: Caller }): Promise<Postmortem> {
    const { id, caller } = options;
    const { actionItems, postmortems } = this.#options;
    const stored = await postmortems.get({ id, criteria: caller.criteria });
    const changed = await postmortems.changedSinceDrafted({ id });
    return this.#withVerdictChanges({
      ...withActionItems(stored, await actionItems.listByPostmortem({ id })),
      ...(changed && { changedSinceDrafted: changed }),
    });
  }

  /** What is cited, compared with what was sealed. */
  async #problemsOf(postmortem: Postmortem): Promise<SealProblem[]> {
    const { incidentKey } = postmortem;
    const ids = citedIds(postmortem, undefined);
    const { brokenSeals, seals } = this.#options;
    const problems = await seals.problemsOf({ incidentKey, ids });
    await brokenSeals?.report('part', incidentKey, problems);
    return problems;
  }

  /**
   * The postmortem with everything that is wrong with its seal: all evidence of the
   * incident, its seals and revisions, and their entries in the chain.
   */
  async checked(options: { id: string; caller: Caller }): Promise<Postmortem> {
    const postmortem = await this.#read(options);
    const { incidentKey } = postmortem;
    const { brokenSeals, checker } = this.#options;
    const { problems } = await checker.check({
      incidentKey,
      newestOnly: true,
    });
    await brokenSeals?.report('all', incidentKey, problems);
    return withSealProblems(postmortem, problems.map(toSealProblem));
  }

  async #withVerdictChanges(postmortem: Postmortem): Promise<Postmortem> {
    const { id, approvedRevision, revision } = postmortem;
    if (approvedRevision === undefined || approvedRevision === revision) {
      return postmortem;
    }
    const { revisions } = this.#options;
    const verdictChanges = verdictChangesOf(
      await revisions.get({ id, revision: approvedRevision }),
      postmortem,
    );
    return { ...postmortem, ...(verdictChanges && { verdictChanges }) };
  }

  /** Throws `NotFoundError` without read access, else `NotAllowedError`. */
  async requireWritable(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Postmortem> {
    const { id, reader, caller } = options;
    const postmortem = await this.#options.postmortems.get({
      id,
      criteria: reader.criteria,
    });
    if (!haveSameReadAccess(reader, caller)) {
      const { incidentKey: key } = postmortem;
      await this.#options.incidents.requireChangeable({ key, reader, caller });
    }
    return postmortem;
  }

  async list(options: {
    query: ListPostmortemsQuery;
    caller: Caller;
  }): Promise<ListPostmortemsResponse> {
    const { entityRef, tier, severity, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#options.postmortems.list({
        ...query,
        severities: severity,
        services: await this.#options.serviceCatalog.servicesOf({
          entityRefs: entityRef,
          tier,
          credentials: caller.credentials,
        }),
        criteria: caller.criteria,
      }),
    );
  }

  async listRevisions(options: {
    id: string;
    query: { cursor?: string; limit: number };
    caller: Caller;
  }): Promise<ListRevisionsResponse> {
    const { id, query } = options;
    await this.#read(options);
    return toResponse(await this.#options.revisions.list({ id, ...query }));
  }

  async getSeal(options: {
    id: string;
    caller: Caller;
  }): Promise<EvidenceSeal> {
    const { sealId } = await this.#read(options);
    return this.#options.seals.get({ id: sealId });
  }

  async getProvenance(options: {
    id: string;
    caller: Caller;
  }): Promise<ProvenanceGraph> {
    const postmortem = await this.read(options);
    const trace = await this.traceOf(postmortem);
    return buildProvenanceGraph({
      postmortem,
      trace,
      evidence: await this.#cited(postmortem, trace),
    });
  }

  /** What is shown of the incident at a glance. */
  async getPicture(options: {
    id: string;
    caller: Caller;
  }): Promise<IncidentPicture> {
    const postmortem = await this.read(options);
    const { incidentKey, sealId } = postmortem;
    const { cache, evidence, seals } = this.#options;
    const seal = await seals.get({ id: sealId });
    return readPicture({
      postmortem,
      seal,
      evidence: seals.streamEvidence(seal),
      cache,
      nodesById: ids => evidence.getMany({ incidentKey, ids }),
    });
  }

  #writtenBy({ key: incidentKey }: Incident, { actor }: Caller) {
    return {
      actor,
      onProgress: (progress: Progress) =>
        this.#options.announce?.({ incidentKey, progress, actor }),
    };
  }

  /** The trace that the postmortem was drafted with. */
  async traceOf({
    incidentKey,
    traceId,
  }: Postmortem): Promise<InvestigationTrace | undefined> {
    if (!traceId) return undefined;
    const traces = await this.#options.traces.list({ incidentKey });
    return traces.find(trace => trace.traceId === traceId);
  }

  async #cited(
    postmortem: Postmortem,
    trace: InvestigationTrace | undefined,
  ): Promise<Map<string, EvidenceNode>> {
    return this.#options.evidence.getMany({
      incidentKey: postmortem.incidentKey,
      ids: citedIds(postmortem, trace),
    });
  }
}

function toSealProblem({ what, subject, message }: ChainProblem): SealProblem {
  return what === 'missing' || what === 'changed' || what === 'added'
    ? { what, evidenceId: subject, message }
    : { what: 'seal', message };
}
