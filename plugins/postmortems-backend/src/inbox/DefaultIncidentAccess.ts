import {
  createIncidentSchema,
  patchIncidentSchema,
  type CreateIncident,
  type Incident,
  type PatchIncident,
  type SubmitEvidenceNode,
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentAccess } from '@postmortems/backstage-plugin-postmortems-node';
import type { Caller } from '../authorization';
import type { IncidentService } from '../incidents';

/** What a source may do, in its own name and through the same schemas as every other caller. */
export class DefaultIncidentAccess implements IncidentAccess {
  readonly #incidents: IncidentService;
  readonly #caller: Caller;

  constructor(options: { incidents: IncidentService; caller: Caller }) {
    this.#incidents = options.incidents;
    this.#caller = options.caller;
  }

  async findIncident(key: string): Promise<Incident | undefined> {
    try {
      return await this.#incidents.get({ key, caller: this.#caller });
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  async openIncident(sent: CreateIncident): Promise<Incident> {
    try {
      const { incident } = await this.#incidents.create({
        incident: createIncidentSchema.parse(sent),
        caller: this.#caller,
      });
      return incident;
    } catch (error) {
      if ((error as Error).name !== 'ConflictError') throw error;
      return this.#incidents.get({ key: sent.key, caller: this.#caller });
    }
  }

  async updateIncident(key: string, patch: PatchIncident): Promise<Incident> {
    return this.#incidents.patch({
      key,
      patch: patchIncidentSchema.parse(patch),
      reader: this.#caller,
      caller: this.#caller,
    });
  }

  async addEvidence(
    key: string,
    nodes: SubmitEvidenceNode[],
  ): Promise<SubmitEvidenceResponse> {
    return this.#incidents.submitEvidence({
      key,
      nodes,
      reader: this.#caller,
      caller: this.#caller,
    });
  }
}
