import {
  createIncidentSchema,
  type Incident,
  incidentSchema,
  incidentStatus,
  type ParsedEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';

/** Incidents in memory, whose input is parsed by the real schemas. */
export class FakeAccess implements IncidentAccess {
  readonly incidents = new Map<string, Incident>();
  readonly nodes = new Map<string, ParsedEvidenceNode>();
  readonly reasons: string[] = [];
  readonly offers: OfferedEvidence[] = [];

  async findIncident(key: string) {
    return this.incidents.get(key);
  }

  async createIncident(input: Parameters<IncidentAccess['createIncident']>[0]) {
    const known = this.incidents.get(input.key);
    if (known) return known;
    const now = new Date().toISOString();
    const parsed = createIncidentSchema.parse(input);
    const incident = incidentSchema.parse({
      ...parsed,
      status: incidentStatus(parsed),
      createdBy: 'external:slack',
      createdAt: now,
      updatedAt: now,
    });
    this.incidents.set(input.key, incident);
    return incident;
  }

  async addEvidence(
    _: string,
    nodes: Parameters<IncidentAccess['addEvidence']>[1],
  ) {
    for (const input of nodes) {
      const node = submitEvidenceNodeSchema.parse(input);
      if (!this.nodes.has(node.id!)) this.nodes.set(node.id!, node);
    }
    return { created: 0, duplicate: 0, rejected: 0, outcomes: [] };
  }

  async offerEvidence(offers: OfferedEvidence[]) {
    this.offers.push(...offers);
    return { created: 0, duplicate: 0, rejected: 0, outcomes: [] };
  }

  async addTrace(): Promise<never> {
    throw new Error('not used');
  }

  async restrict(_: string, reason: string) {
    this.reasons.push(reason);
  }

  async updateIncident(): Promise<never> {
    throw new Error('not used');
  }

  async setNotices() {}

  async enqueueTask() {}
}
