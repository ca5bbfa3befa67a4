import { NotFoundError } from '@backstage/errors';
import type {
  EvidenceNode,
  EvidenceSeal,
  ExportDocument,
  Incident,
  InvestigationTrace,
  ListRetrospectivesQuery,
  ListRetrospectivesResponse,
  ListRevisionsResponse,
  ProvenanceGraph,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { sameReach, type Caller } from '../authorization';
import type { Stores } from '../database';
import { renderMarkdown } from '../export';
import { withActionItems } from '../followUp';
import { toResponse, type IncidentService } from '../incidents';
import { buildProvenanceGraph } from '../provenance';
import { citedIds } from './citedIds';
import type { Progress, ProgressAnnouncer } from './progress';
import type { RetrospectivePipeline } from './RetrospectivePipeline';
import { verdictChangesOf } from './verdictChanges';

/** Retrospectives as far as a caller may see and write them. */
export class RetrospectiveService {
  readonly #stores: Stores;
  readonly #incidents: IncidentService;
  readonly #pipeline: RetrospectivePipeline;
  readonly #verifierVersion: string;
  readonly #announce: ProgressAnnouncer;

  constructor(options: {
    stores: Stores;
    incidents: IncidentService;
    pipeline: RetrospectivePipeline;
    verifierVersion: string;
    /** Tells the caller how far the writing has come. */
    announce?: ProgressAnnouncer;
  }) {
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
  }): Promise<{ retrospective: Retrospective; created: boolean }> {
    const { key, template, caller } = options;
    const incident = await this.#incidents.requireChangeable(options);
    const existing = await this.#stores.retrospectives.findByIncident({
      incidentKey: key,
    });
    if (existing) return { retrospective: existing, created: false };
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
  }): Promise<Retrospective> {
    const { caller } = options;
    const document = await this.requireWritable(options);
    const { incidentKey: key } = document;
    const incident = await this.#incidents.get({ key, caller });
    const { retrospective } = await this.#pipeline.run({
      incident,
      earlierTemplate: document.template.chain.find(
        ({ level, outcome }) => level === 'request' && outcome === 'chosen',
      )?.template,
      ...this.#writtenBy(incident, caller),
    });
    return retrospective;
  }

  async get(options: { id: string; caller: Caller }): Promise<Retrospective> {
    const { id, caller } = options;
    const { retrospectives } = this.#stores;
    const stored = await retrospectives.get({ id, criteria: caller.criteria });
    const changed = await retrospectives.changedSinceWritten({ id });
    const document = {
      ...withActionItems(
        stored,
        await this.#stores.actionItems.ofRetrospective({ id }),
      ),
      ...(changed.length > 0 && { changedSinceWritten: changed }),
    };
    const { vouchedRevision, revision } = document;
    if (vouchedRevision === undefined || vouchedRevision === revision) {
      return document;
    }
    const verdictChanges = verdictChangesOf(
      await retrospectives.getRevision({ id, revision: vouchedRevision }),
      document,
    );
    return { ...document, ...(verdictChanges && { verdictChanges }) };
  }

  /** The stored document. 404 for who may not read it, 403 for who may only read it. */
  async requireWritable(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Retrospective> {
    const { id, reader, caller } = options;
    const document = await this.#stores.retrospectives.get({
      id,
      criteria: reader.criteria,
    });
    if (!sameReach(reader, caller)) {
      const { incidentKey: key } = document;
      await this.#incidents.requireChangeable({ key, reader, caller });
    }
    return document;
  }

  async list(options: {
    query: ListRetrospectivesQuery;
    caller: Caller;
  }): Promise<ListRetrospectivesResponse> {
    const { entityRef, tier, severity, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#stores.retrospectives.list({
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
    await this.get(options);
    return toResponse(
      await this.#stores.retrospectives.listRevisions({ id, ...query }),
    );
  }

  async getSeal(options: {
    id: string;
    caller: Caller;
  }): Promise<EvidenceSeal> {
    const { sealId } = await this.get(options);
    return this.#stores.seals.get({ id: sealId });
  }

  async getProvenance(options: {
    id: string;
    caller: Caller;
  }): Promise<ProvenanceGraph> {
    const retrospective = await this.get(options);
    const trace = await this.#traceOf(retrospective);
    return buildProvenanceGraph({
      retrospective,
      trace,
      evidence: await this.#cited(retrospective, trace),
    });
  }

  async exportMarkdown(options: {
    id: string;
    caller: Caller;
  }): Promise<string> {
    const retrospective = await this.get(options);
    const { incident, seal } = await this.#sealed(retrospective);
    return renderMarkdown({
      retrospective,
      incident,
      seal,
      evidence: await this.#cited(retrospective, undefined),
    });
  }

  async exportJson(options: {
    id: string;
    caller: Caller;
  }): Promise<ExportDocument> {
    const retrospective = await this.get(options);
    const { incident, seal } = await this.#sealed(retrospective);
    const trace = await this.#traceOf(retrospective);
    const { version } = retrospective.template;
    const template = await this.#stores.templates.get({ version });
    if (!template) {
      throw new NotFoundError(`Template '${version}' is not stored`);
    }
    const evidence: EvidenceNode[] = [];
    for await (const node of this.#stores.evidence.stream({
      incidentKey: retrospective.incidentKey,
      sealId: seal.id,
    })) {
      evidence.push(node);
    }
    return {
      formatVersion: 1,
      exportedAt: new Date().toISOString(),
      verifierVersion: this.#verifierVersion,
      incident,
      retrospective,
      template,
      seal,
      ...(trace && { trace }),
      evidence,
      provenance: buildProvenanceGraph({
        retrospective,
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
    retrospective: Retrospective,
  ): Promise<{ incident: Incident; seal: EvidenceSeal }> {
    const [incident, seal] = await Promise.all([
      this.#stores.incidents.get({ key: retrospective.incidentKey }),
      this.#stores.seals.get({ id: retrospective.sealId }),
    ]);
    return { incident, seal };
  }

  async #traceOf({
    incidentKey,
    traceId,
  }: Retrospective): Promise<InvestigationTrace | undefined> {
    if (!traceId) return undefined;
    const traces = await this.#stores.traces.list({ incidentKey });
    return traces.find(trace => trace.traceId === traceId);
  }

  async #cited(
    retrospective: Retrospective,
    trace: InvestigationTrace | undefined,
  ): Promise<Map<string, EvidenceNode>> {
    return this.#stores.evidence.getMany({
      incidentKey: retrospective.incidentKey,
      ids: citedIds(retrospective, trace),
    });
  }
}
