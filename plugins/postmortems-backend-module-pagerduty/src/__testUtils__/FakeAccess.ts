import {
  createIncidentSchema,
  type Incident,
  incidentSchema,
  incidentStatus,
  type ParsedEvidenceNode,
  patchIncidentSchema,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  SourceNotice,
  SourceTask,
} from '@postmortems/backstage-plugin-postmortems-node';

/** Incidents in memory, whose input is parsed by the real schemas. */
export class FakeAccess implements IncidentAccess {
  readonly incidents = new Map<string, Incident>();
  readonly nodes = new Map<string, ParsedEvidenceNode>();
  readonly #knownTasks = new Set<string>();
  readonly tasks = new Map<string, SourceTask>();
  notices: SourceNotice[] = [];
  /** Nodes that came again with other content, which the store would refuse. */
  readonly changed: string[] = [];

  get only(): Incident {
    const [incident, ...others] = this.incidents.values();
    if (others.length > 0) throw new Error('There is more than one incident');
    return incident;
  }

  get texts(): unknown[] {
    return [...this.nodes.values()]
      .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
      .map(({ payload }) => payload.text ?? payload.message);
  }

  async findIncident(key: string) {
    return this.incidents.get(key);
  }

  async createIncident(input: Parameters<IncidentAccess['createIncident']>[0]) {
    const known = this.incidents.get(input.key);
    if (known) return known;
    const now = new Date().toISOString();
    const parsed = createIncidentSchema.parse(input);
    return this.#store({
      ...parsed,
      status: incidentStatus(parsed),
      createdBy: 'external:pagerduty',
      createdAt: now,
      updatedAt: now,
    });
  }

  async addTrace(): Promise<never> {
    throw new Error('not used');
  }

  async updateIncident(key: string, input: object): Promise<Incident> {
    const patch = patchIncidentSchema.parse(input);
    const merged = Object.entries({ ...this.incidents.get(key)!, ...patch });
    const next = Object.fromEntries(
      merged.filter(([, value]) => value !== null),
    ) as Incident;
    return this.#store({
      ...next,
      status: incidentStatus(next),
      updatedAt: new Date().toISOString(),
    });
  }

  async addEvidence(
    key: string,
    nodes: Parameters<IncidentAccess['addEvidence']>[1],
  ) {
    if (!this.incidents.has(key)) throw new Error(`No incident ${key}`);
    for (const input of nodes) {
      const node = submitEvidenceNodeSchema.parse(input);
      const known = this.nodes.get(node.id!);
      if (!known) this.nodes.set(node.id!, node);
      else if (JSON.stringify(known) !== JSON.stringify(node)) {
        this.changed.push(node.id!);
      }
    }
    return { created: 0, duplicate: 0, rejected: 0, outcomes: [] };
  }

  async setNotices(_: string, notices: SourceNotice[]) {
    this.notices = notices;
  }

  async enqueueTask(task: SourceTask) {
    if (this.#knownTasks.has(task.id)) return;
    this.#knownTasks.add(task.id);
    this.tasks.set(task.id, task);
  }

  async offerEvidence(): Promise<never> {
    throw new Error('not used');
  }

  async restrict(): Promise<never> {
    throw new Error('not used');
  }

  #store(incident: object): Incident {
    const parsed = incidentSchema.parse(incident);
    this.incidents.set(parsed.key, parsed);
    return parsed;
  }
}
