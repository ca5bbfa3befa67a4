import {
  createIncidentSchema,
  patchIncidentSchema,
  submitTraceSchema,
  type CreateIncident,
  type Incident,
  type PatchIncident,
  type SubmitEvidenceNode,
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  OfferedEvidence,
  SourceNotice,
  SourceTask,
  SourceTrace,
} from '@postmortems/backstage-plugin-postmortems-node';
import { EvidenceLimitError, type EvidenceService } from '../evidence';
import type { IncidentService, NoticeStore } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import type { Caller } from '../platform/auth';
import { toStorable } from '../platform/database';
import { parse } from '../platform/http';
import { maskJson } from '../secrets';
import type { SourceMonitor } from '../sources';
import type { TraceService } from '../traces';
import type { UnassignedService } from '../unassigned';

/**
 * Access of a source in its own name, through the schemas of every other
 * caller.
 */
export class SourceIncidentAccess implements IncidentAccess {
  readonly #sourceId: string;
  readonly #enqueueTask: (task: SourceTask) => Promise<void>;
  readonly #incidents: IncidentService;
  readonly #notices: NoticeStore;
  readonly #evidence: EvidenceService;
  readonly #traces: TraceService;
  readonly #unassigned: UnassignedService;
  readonly #writes: AuditedWrites;
  readonly #caller: Caller;
  readonly #stopping: AbortSignal | undefined;
  readonly #onIncident: (key: string) => Promise<void>;
  readonly #monitor: Pick<SourceMonitor, 'evidence' | 'limited'>;

  constructor(options: {
    sourceId: string;
    enqueueTask: (task: SourceTask) => Promise<void>;
    incidents: IncidentService;
    notices: NoticeStore;
    evidence: EvidenceService;
    traces: TraceService;
    unassigned: UnassignedService;
    writes: AuditedWrites;
    monitor: Pick<SourceMonitor, 'evidence' | 'limited'>;
    caller: Caller;
    /** Once it aborts nothing more is written: another replica begins anew. */
    stopping?: AbortSignal;
    /** Called first with the key of each incident that the source asks for or changes. */
    onIncident?: (key: string) => Promise<void>;
  }) {
    this.#sourceId = options.sourceId;
    this.#enqueueTask = options.enqueueTask;
    this.#incidents = options.incidents;
    this.#notices = options.notices;
    this.#evidence = options.evidence;
    this.#traces = options.traces;
    this.#unassigned = options.unassigned;
    this.#writes = options.writes;
    this.#monitor = options.monitor;
    this.#caller = options.caller;
    this.#stopping = options.stopping;
    this.#onIncident = options.onIncident ?? (async () => {});
  }

  async findIncident(key: string): Promise<Incident | undefined> {
    await this.#onIncident(key);
    try {
      return await this.#incidents.get({ key, caller: this.#caller });
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  async createIncident(sent: CreateIncident): Promise<Incident> {
    const incident = parse(createIncidentSchema, maskJson(sent));
    const existing = await this.findIncident(incident.key);
    if (existing) return existing;
    try {
      const opened = await this.#audited('incident-create', incident.key, () =>
        this.#incidents.create({
          incident,
          reader: this.#caller,
          caller: this.#caller,
        }),
      );
      return opened.incident;
    } catch (error) {
      // A concurrent delivery has opened it
      if ((error as Error).name !== 'ConflictError') throw error;
      return this.#incidents.get({ key: incident.key, caller: this.#caller });
    }
  }

  async updateIncident(key: string, patch: PatchIncident): Promise<Incident> {
    const current = await this.findIncident(key);
    if (current?.erased) return current;
    const parsed = parse(patchIncidentSchema, maskJson(patch));
    if (
      current &&
      parsed.severity &&
      // sev1 is the worst
      parsed.severity > current.severity &&
      (await this.#incidents.isSeverityByPerson(key))
    ) {
      delete parsed.severity;
      if (Object.keys(parsed).length === 0) return current;
    }
    return this.#audited('incident-update', key, () =>
      this.#incidents.patch({
        key,
        patch: parsed,
        reader: this.#caller,
        caller: this.#caller,
        asHider: async () => this.#caller,
      }),
    );
  }

  async addEvidence(
    key: string,
    nodes: SubmitEvidenceNode[],
  ): Promise<SubmitEvidenceResponse> {
    const erased = await this.#findErased(key);
    if (erased)
      return this.#counted(nodes, async () => nothingAdded(erased, nodes));
    return this.#counted(nodes, () =>
      this.#audited('evidence-submit', key, () =>
        this.#evidence.submit({
          key,
          nodes,
          reader: this.#caller,
          caller: this.#caller,
        }),
      ),
    );
  }

  async offerEvidence(
    offers: OfferedEvidence[],
  ): Promise<SubmitEvidenceResponse> {
    this.#stopping?.throwIfAborted();
    const { actor } = this.#caller;
    const sourceId = this.#sourceId;
    return this.#writes.run(
      { eventId: 'evidence-offer', meta: { source: sourceId }, actor },
      () =>
        this.#unassigned.offer({
          sourceId,
          offers,
          actor,
          onStored: outcomes => this.#monitor.evidence(sourceId, { outcomes }),
        }),
    );
  }

  async addTrace(
    key: string,
    sent: SourceTrace,
  ): Promise<{ created: boolean }> {
    if (await this.#findErased(key)) return { created: false };
    const trace = parse(
      submitTraceSchema,
      maskJson({ ...sent, incidentId: key }),
    );
    return this.#audited('trace-submit', key, () =>
      this.#traces.submit({
        key,
        trace,
        reader: this.#caller,
        caller: this.#caller,
      }),
    );
  }

  async setNotices(key: string, notices: SourceNotice[]): Promise<void> {
    this.#stopping?.throwIfAborted();
    if (await this.#findErased(key)) return;
    await this.#notices.replace({
      incidentKey: key,
      source: this.#sourceId,
      notices: toStorable(maskJson(notices)),
    });
  }

  async restrict(key: string, reason: string): Promise<void> {
    if (await this.#findErased(key)) return;
    await this.#audited('incident-update', key, () =>
      this.#incidents.restrict({
        key,
        source: this.#sourceId,
        reason: toStorable(maskJson(reason)),
      }),
    );
  }

  async enqueueTask(task: SourceTask): Promise<void> {
    this.#stopping?.throwIfAborted();
    await this.#enqueueTask(task);
  }

  /**
   * The incident, if its text was erased. What a source still tells of it is lost
   * on purpose: a failure would keep it as a dead letter.
   */
  async #findErased(key: string): Promise<Incident | undefined> {
    const incident = await this.findIncident(key);
    return incident?.erased ? incident : undefined;
  }

  /** Tells the monitor what became of nodes. */
  async #counted(
    nodes: readonly unknown[],
    send: () => Promise<SubmitEvidenceResponse>,
  ): Promise<SubmitEvidenceResponse> {
    const sourceId = this.#sourceId;
    try {
      const response = await send();
      await this.#monitor.evidence(sourceId, response);
      return response;
    } catch (error) {
      if (error instanceof EvidenceLimitError) {
        await this.#monitor.limited(sourceId, nodes.length);
      }
      throw error;
    }
  }

  async #audited<T>(
    eventId: string,
    incidentKey: string,
    write: () => Promise<T>,
  ): Promise<T> {
    this.#stopping?.throwIfAborted();
    const { actor } = this.#caller;
    return this.#writes.run({ eventId, meta: { incidentKey }, actor }, write);
  }
}

function nothingAdded(
  { key }: Incident,
  nodes: SubmitEvidenceNode[],
): SubmitEvidenceResponse {
  return {
    created: 0,
    duplicate: 0,
    rejected: nodes.length,
    outcomes: nodes.map((_, index) => ({
      index,
      status: 'rejected',
      errors: [{ path: '', message: `The text of incident ${key} was erased` }],
    })),
  };
}
