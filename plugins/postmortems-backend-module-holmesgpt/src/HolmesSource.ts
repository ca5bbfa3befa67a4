import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type AgentTraceBlock,
  type CatalogServices,
  type EvidenceSource,
  InvestigationWebhook,
  type UploadedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readInvestigations } from './reading/readInvestigations';
import { toEvidence } from './reading/toEvidence';

/** HolmesGPT as a source: what it looked at, and what it answered. */
export class HolmesSource implements EvidenceSource {
  readonly id = 'holmesgpt';
  readonly webhook?: EvidenceSource['webhook'];
  readonly uploads: EvidenceSource['uploads'];
  readonly #services: Pick<CatalogServices, 'find'>;

  constructor(options: {
    blocks: readonly AgentTraceBlock[];
    services: Pick<CatalogServices, 'find'>;
  }) {
    const { blocks, services } = options;
    this.#services = services;
    this.uploads = [
      {
        format: 'holmesgpt',
        title: 'HolmesGPT investigation (JSON)',
        read: (file, { incident }) =>
          this.#read(file.toString('utf8'), {
            incident,
            license: blocks[0].license,
          }),
      },
    ];
    if (blocks.some(({ webhook }) => webhook)) {
      this.webhook = new InvestigationWebhook({
        name: 'HolmesGPT',
        blocks,
        check: readInvestigations,
        read: (result, context) => this.#read(result, context),
      });
    }
  }

  async #read(
    json: unknown,
    context: { incident: Incident; license: string | undefined },
  ): Promise<UploadedEvidence> {
    const { investigations, skipped } = readInvestigations(json);
    const read: UploadedEvidence = { nodes: [], traces: [], skipped };
    for (const investigation of investigations) {
      const { nodes, trace, leftOut } = await toEvidence(investigation, {
        ...context,
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
