import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type EvidenceNode,
  type EvidenceSeal,
  type ExportDocument,
  type Incident,
  type InvestigationTrace,
  type ListRetrospectivesQuery,
  type ListRetrospectivesResponse,
  type ListRevisionsResponse,
  type ProvenanceGraph,
  type Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../authorization';
import type { Stores } from '../database';
import { renderMarkdown } from '../export';
import { withActionItems } from '../followUp';
import { toResponse, type IncidentService } from '../incidents';
import { buildProvenanceGraph } from '../provenance';
import type { ProgressAnnouncer } from './progress';
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

  async create(options: {
    key: string;
    template?: string;
    reader: Caller;
    caller: Caller;
  }): Promise<{ retrospective: Retrospective; created: boolean }> {
    const { template, caller } = options;
    const incident = await this.#incidents.requireChangeable(options);
    return this.#pipeline.run({
      incident,
      template,
      actor: caller.actor,
      onProgress: progress =>
        this.#announce({
          incidentKey: incident.key,
          progress,
          actor: caller.actor,
        }),
    });
  }

  async get(options: { id: string; caller: Caller }): Promise<Retrospective> {
    const { id, caller } = options;
    const { retrospectives } = this.#stores;
    const document = withActionItems(
      await retrospectives.get({ id, criteria: caller.criteria }),
      await this.#stores.actionItems.ofRetrospective({ id }),
    );
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

  /** 404 for who may not read the document, 403 for who may only read it. */
  async requireWritable(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Retrospective> {
    const { id, reader, caller } = options;
    const document = await this.get({ id, caller: reader });
    try {
      await this.get({ id, caller });
    } catch (error) {
      if ((error as Error).name !== 'NotFoundError') throw error;
      throw new NotAllowedError(
        'You may read this postmortem, but not change it',
      );
    }
    return document;
  }

  async list(options: {
    query: ListRetrospectivesQuery;
    caller: Caller;
  }): Promise<ListRetrospectivesResponse> {
    const { entityRef, tier, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#stores.retrospectives.list({
        ...query,
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

  /** Evidence that the claims and the steps of the trace point to. */
  async #cited(
    { incidentKey, sections }: Retrospective,
    trace: InvestigationTrace | undefined,
  ): Promise<Map<string, EvidenceNode>> {
    const ids = new Set(
      sections.flatMap(({ blocks }) =>
        blocks.flatMap(({ claims }) =>
          claims.flatMap(({ spans }) =>
            spans.map(({ evidenceId }) => evidenceId),
          ),
        ),
      ),
    );
    for (const step of trace?.steps ?? []) {
      for (const id of step.evidence) ids.add(id);
      ids.add(trace!.stepEvidence[step.stepId]);
    }
    ids.delete(RECORD_EVIDENCE_ID);
    ids.delete(SEAL_EVIDENCE_ID);
    return this.#stores.evidence.getMany({ incidentKey, ids: [...ids] });
  }
}
