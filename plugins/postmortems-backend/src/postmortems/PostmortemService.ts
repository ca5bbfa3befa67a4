import { NotFoundError } from '@backstage/errors';
import type {
  EvidenceNode,
  EvidenceSeal,
  ExportDocument,
  Incident,
  InvestigationTrace,
  ListPostmortemsQuery,
  ListPostmortemsResponse,
  ListRevisionsResponse,
  ProvenanceGraph,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { haveSameReadAccess, type Caller } from '../platform/auth';
import type { Stores } from '../platform/database';
import { renderMarkdown } from './export';
import { withActionItems } from '../actionItems';
import { toResponse, type IncidentService } from '../incidents';
import { buildProvenanceGraph } from './provenance';
import { citedIds } from './citedIds';
import type { Progress, ProgressNotifier } from './progress';
import type { PostmortemPipeline } from '../drafting/PostmortemPipeline';
import { verdictChangesOf } from './verdictChanges';

/** What the configured categories say of a document. */
type CategoriesOfDocument = {
  suggestFor(document: Postmortem): Record<string, string>;
  titleOf(id: string): string;
};

/** Postmortems as far as a caller may see and write them. */
export class PostmortemService {
  readonly #stores: Stores;
  readonly #incidents: IncidentService;
  readonly #pipeline: PostmortemPipeline;
  readonly #verifierVersion: string;
  readonly #announce: ProgressNotifier;
  readonly #categories: CategoriesOfDocument;

  constructor(options: {
    stores: Stores;
    incidents: IncidentService;
    pipeline: PostmortemPipeline;
    verifierVersion: string;
    /** Tells the caller how far the writing has come. */
    announce?: ProgressNotifier;
    categories: CategoriesOfDocument;
  }) {
    this.#categories = options.categories;
    this.#stores = options.stores;
    this.#incidents = options.incidents;
    this.#pipeline = options.pipeline;
    this.#verifierVersion = options.verifierVersion;
    this.#announce = options.announce ?? (() => {});
  }

  /** Writes the incident's first draft. A document that is there already is answered as it is, whatever has come in since. */
  async create(options: {
    key: string;
    template?: string;
    reader: Caller;
    caller: Caller;
  }): Promise<{ postmortem: Postmortem; created: boolean }> {
    const { key, template, caller } = options;
    const incident = await this.#incidents.requireChangeable(options);
    const existing = await this.#stores.postmortems.findByIncident({
      incidentKey: key,
    });
    if (existing) return { postmortem: existing, created: false };
    return this.#pipeline.run({
      incident,
      template,
      firstOnly: true,
      ...this.#writtenBy(incident, caller),
    });
  }

  /** Writes the document again from the evidence as it is now. People's words stay. */
  async regenerate(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Postmortem> {
    const { caller } = options;
    const document = await this.requireWritable(options);
    const { incidentKey: key } = document;
    const incident = await this.#incidents.get({ key, caller });
    const { postmortem } = await this.#pipeline.run({
      incident,
      earlierTemplate: document.template.chain.find(
        ({ level, outcome }) => level === 'request' && outcome === 'chosen',
      )?.template,
      ...this.#writtenBy(incident, caller),
    });
    return postmortem;
  }

  /** The document with everything that is computed when it is read. */
  async get(options: { id: string; caller: Caller }): Promise<Postmortem> {
    const document = await this.#read(options);
    return {
      ...document,
      suggestedCategories: this.#categories.suggestFor(document),
    };
  }

  async #read(options: { id: string; caller: Caller }): Promise<Postmortem> {
    const { id, caller } = options;
    const { postmortems } = this.#stores;
    const stored = await postmortems.get({ id, criteria: caller.criteria });
    const changed = await postmortems.changedSinceDrafted({ id });
    const document = {
      ...withActionItems(
        stored,
        await this.#stores.actionItems.ofPostmortem({ id }),
      ),
      ...(changed.length > 0 && { changedSinceDrafted: changed }),
    };
    const { approvedRevision, revision } = document;
    if (approvedRevision === undefined || approvedRevision === revision) {
      return document;
    }
    const verdictChanges = verdictChangesOf(
      await postmortems.getRevision({ id, revision: approvedRevision }),
      document,
    );
    return { ...document, ...(verdictChanges && { verdictChanges }) };
  }

  /** The stored document. 404 for who may not read it, 403 for who may only read it. */
  async requireWritable(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Postmortem> {
    const { id, reader, caller } = options;
    const document = await this.#stores.postmortems.get({
      id,
      criteria: reader.criteria,
    });
    if (!haveSameReadAccess(reader, caller)) {
      const { incidentKey: key } = document;
      await this.#incidents.requireChangeable({ key, reader, caller });
    }
    return document;
  }

  async list(options: {
    query: ListPostmortemsQuery;
    caller: Caller;
  }): Promise<ListPostmortemsResponse> {
    const { entityRef, tier, severity, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#stores.postmortems.list({
        ...query,
        severities: severity,
        services: await this.#incidents.servicesOf({
          entityRefs: entityRef,
          tier,
          caller,
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
    return toResponse(
      await this.#stores.postmortems.listRevisions({ id, ...query }),
    );
  }

  async getSeal(options: {
    id: string;
    caller: Caller;
  }): Promise<EvidenceSeal> {
    const { sealId } = await this.#read(options);
    return this.#stores.seals.get({ id: sealId });
  }

  async getProvenance(options: {
    id: string;
    caller: Caller;
  }): Promise<ProvenanceGraph> {
    const postmortem = await this.#read(options);
    const trace = await this.#traceOf(postmortem);
    return buildProvenanceGraph({
      postmortem,
      trace,
      evidence: await this.#cited(postmortem, trace),
    });
  }

  async exportMarkdown(options: {
    id: string;
    caller: Caller;
  }): Promise<string> {
    const postmortem = await this.#read(options);
    const { incident, seal } = await this.#sealed(postmortem);
    return renderMarkdown({
      postmortem,
      incident,
      seal,
      evidence: await this.#cited(postmortem, undefined),
      categoryTitle: id => this.#categories.titleOf(id),
    });
  }

  async exportJson(options: {
    id: string;
    caller: Caller;
  }): Promise<ExportDocument> {
    const postmortem = await this.#read(options);
    const { incident, seal } = await this.#sealed(postmortem);
    const trace = await this.#traceOf(postmortem);
    const { version } = postmortem.template;
    const template = await this.#stores.templates.get({ version });
    if (!template) {
      throw new NotFoundError(`Template '${version}' is not stored`);
    }
    const evidence: EvidenceNode[] = [];
    for await (const node of this.#stores.evidence.stream({
      incidentKey: postmortem.incidentKey,
      sealId: seal.id,
    })) {
      evidence.push(node);
    }
    return {
      formatVersion: 1,
      exportedAt: new Date().toISOString(),
      verifierVersion: this.#verifierVersion,
      incident,
      postmortem,
      template,
      seal,
      ...(trace && { trace }),
      evidence,
      provenance: buildProvenanceGraph({
        postmortem,
        trace,
        evidence: new Map(evidence.map(node => [node.id, node])),
      }),
    };
  }

  #writtenBy({ key: incidentKey }: Incident, { actor }: Caller) {
    return {
      actor,
      onProgress: (progress: Progress) =>
        this.#announce({ incidentKey, progress, actor }),
    };
  }

  async #sealed(
    postmortem: Postmortem,
  ): Promise<{ incident: Incident; seal: EvidenceSeal }> {
    const [incident, seal] = await Promise.all([
      this.#stores.incidents.get({ key: postmortem.incidentKey }),
      this.#stores.seals.get({ id: postmortem.sealId }),
    ]);
    return { incident, seal };
  }

  async #traceOf({
    incidentKey,
    traceId,
  }: Postmortem): Promise<InvestigationTrace | undefined> {
    if (!traceId) return undefined;
    const traces = await this.#stores.traces.list({ incidentKey });
    return traces.find(trace => trace.traceId === traceId);
  }

  async #cited(
    postmortem: Postmortem,
    trace: InvestigationTrace | undefined,
  ): Promise<Map<string, EvidenceNode>> {
    return this.#stores.evidence.getMany({
      incidentKey: postmortem.incidentKey,
      ids: citedIds(postmortem, trace),
    });
  }
}
