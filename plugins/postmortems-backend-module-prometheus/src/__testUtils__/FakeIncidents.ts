import {
  createIncidentSchema,
  findTimeOrderProblems,
  Incident,
  incidentSchema,
  incidentStatus,
  ParsedEvidenceNode,
  patchIncidentSchema,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  OfferedEvidence,
  SourceNotice,
  SourceTask,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';

/**
 * Incidents in memory with the contract of the real service: every input is
 * parsed by its schema.
 */
export class FakeIncidents implements IncidentAccess {
  readonly incidents = new Map<string, Incident>();
  readonly evidence = new Map<string, Map<string, ParsedEvidenceNode>>();
  /** One entry per call that changed something. */
  readonly changes: string[] = [];
  readonly notices = new Map<string, SourceNotice[]>();
  /** By id, until they are taken. */
  readonly tasks = new Map<string, SourceTask>();
  readonly offers = new Map<string, OfferedEvidence>();
  readonly #taskIds = new Set<string>();
  failNextEvidence = false;

  async findIncident(key: string) {
    return this.incidents.get(key);
  }

  async createIncident(input: Parameters<IncidentAccess['createIncident']>[0]) {
    const existing = this.incidents.get(input.key);
    if (existing) return existing;
    const now = new Date().toISOString();
    const incident = createIncidentSchema.parse(input);
    this.#save({
      ...incident,
      status: incidentStatus(incident),
      createdBy: 'external:prometheus',
      createdAt: now,
      updatedAt: now,
    });
    this.changes.push(`open ${input.key}`);
    return this.incidents.get(input.key)!;
  }

  async updateIncident(
    key: string,
    input: Parameters<IncidentAccess['updateIncident']>[1],
  ) {
    const patch = patchIncidentSchema.parse(input);
    const merged = Object.fromEntries(
      Object.entries({ ...this.incidents.get(key), ...patch }).filter(
        ([, value]) => value !== null && value !== undefined,
      ),
    ) as Incident;
    const problems = findTimeOrderProblems(merged);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    this.#save({ ...merged, status: incidentStatus(merged) });
    this.changes.push(`update ${key} ${Object.keys(patch).sort().join(',')}`);
    return this.incidents.get(key)!;
  }

  async offerEvidence(offers: OfferedEvidence[]) {
    const outcomes = offers.map((offer, index) => {
      const { id } = offer.node;
      submitEvidenceNodeSchema.parse(offer.node);
      const isKnown = this.offers.has(id);
      this.offers.set(id, offer);
      const status = isKnown ? ('duplicate' as const) : ('created' as const);
      return { index, status, id, contentHash: id, truncated: false };
    });
    return { created: 0, duplicate: 0, rejected: 0, outcomes };
  }

  async addTrace(): Promise<never> {
    throw new Error('it brings no investigation');
  }

  async addEvidence(
    key: string,
    nodes: Parameters<IncidentAccess['addEvidence']>[1],
  ) {
    if (this.failNextEvidence) {
      this.failNextEvidence = false;
      throw new Error('the database went away');
    }
    const stored = this.evidence.get(key) ?? new Map();
    this.evidence.set(key, stored);
    const outcomes = nodes.map((input, index) => {
      const node = submitEvidenceNodeSchema.parse(input);
      const content = JSON.stringify(node);
      const contentHash = createHash('sha256').update(content).digest('hex');
      const id = node.id ?? contentHash;
      const existing = stored.get(id);
      if (existing && JSON.stringify(existing) !== content) {
        const errors = [{ path: 'id', message: 'has other content' }];
        return { index, status: 'rejected' as const, id, errors };
      }
      if (!existing) {
        stored.set(id, node);
        this.changes.push(`evidence ${node.payload.kind}`);
      }
      const status = existing ? ('duplicate' as const) : ('created' as const);
      return { index, status, id, contentHash, truncated: false };
    });
    const count = (status: string) =>
      outcomes.filter(outcome => outcome.status === status).length;
    return {
      created: count('created'),
      duplicate: count('duplicate'),
      rejected: count('rejected'),
      outcomes,
    };
  }

  async setNotices(key: string, notices: SourceNotice[]) {
    this.notices.set(key, notices);
  }

  async restrict(key: string) {
    await this.updateIncident(key, { visibility: 'private' });
  }

  async enqueueTask(task: SourceTask) {
    if (this.#taskIds.has(task.id)) return;
    this.#taskIds.add(task.id);
    this.tasks.set(task.id, task);
  }

  /** Codes of what readers of the only incident are told. */
  get noticeCodes() {
    return (this.notices.get(this.only.key) ?? []).map(({ code }) => code);
  }

  /** The only incident that there is. */
  get only(): Incident {
    if (this.incidents.size !== 1) {
      throw new Error(`There are ${this.incidents.size} incidents, not one`);
    }
    return [...this.incidents.values()][0];
  }

  nodes(kind: string, key = this.only.key) {
    return [...(this.evidence.get(key)?.values() ?? [])].filter(
      node => node.payload.kind === kind,
    );
  }

  #save(incident: Incident) {
    this.incidents.set(incident.key, incidentSchema.parse(incident));
  }
}
