import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  CatalogServices,
  EvidenceSource,
  UploadedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { HolmesConfig } from './config/config';
import { readInvestigations } from './reading/readInvestigations';
import { toEvidence } from './reading/toEvidence';
import { HolmesWebhook } from './webhook/HolmesWebhook';

/** HolmesGPT as a source: what it looked at, and what it answered. */
export class HolmesSource implements EvidenceSource {
  readonly id = 'holmesgpt';
  readonly webhook?: EvidenceSource['webhook'];
  readonly uploads: EvidenceSource['uploads'];
  readonly #services: Pick<CatalogServices, 'find'>;

  constructor(options: {
    blocks: readonly HolmesConfig[];
    services: Pick<CatalogServices, 'find'>;
  }) {
    const { blocks, services } = options;
    this.#services = services;
    const read = (
      json: unknown,
      incident: Incident,
      license: string | undefined,
    ) => this.#read(json, incident, license);
    this.uploads = [
      {
        format: 'holmesgpt',
        title: 'HolmesGPT investigation (JSON)',
        read: (file, { incident }) =>
          read(file.toString('utf8'), incident, blocks[0].license),
      },
    ];
    if (blocks.some(({ webhook }) => webhook)) {
      this.webhook = new HolmesWebhook({ blocks, read });
    }
  }

  async #read(
    json: unknown,
    incident: Incident,
    license: string | undefined,
  ): Promise<UploadedEvidence> {
    const { investigations, skipped } = readInvestigations(json);
    const read: UploadedEvidence = { nodes: [], traces: [], skipped };
    for (const investigation of investigations) {
      const { nodes, trace, leftOut } = await toEvidence(investigation, {
        incident,
        license,
        services: this.#services,
      });
      read.nodes.push(...nodes);
      if (trace) read.traces!.push(trace);
      if (leftOut > 0) {
        read.skipped!.push({
          reason: 'Calls of tools beyond the 500 that a trace may have',
          count: leftOut,
        });
      }
    }
    return read;
  }
}
