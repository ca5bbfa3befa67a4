import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  InvestigationWebhook,
  type UploadedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { AuroraConfig } from './config/config';
import { readInvestigation } from './reading/readInvestigation';
import { toEvidence } from './reading/toEvidence';

/** Aurora as a source: what it looked at, found, thought and ruled out. */
export class AuroraSource implements EvidenceSource {
  readonly id = 'aurora';
  readonly webhook?: EvidenceSource['webhook'];
  readonly uploads: EvidenceSource['uploads'];

  constructor(blocks: readonly AuroraConfig[]) {
    const url = blocks.find(block => block.url)?.url;
    const read = (
      json: unknown,
      context: { incident: Incident; license: string | undefined },
    ): UploadedEvidence => {
      const { investigation, skipped } = readInvestigation(json);
      const { leftOut, ...found } = toEvidence(investigation, {
        ...context,
        url,
      });
      return {
        ...found,
        skipped: [
          ...skipped,
          ...(leftOut > 0
            ? [{ reason: 'Steps or thoughts beyond 500', count: leftOut }]
            : []),
        ],
      };
    };
    this.uploads = [
      {
        format: 'aurora',
        title: 'Aurora investigation (JSON)',
        read: async (file, { incident }) =>
          read(file.toString('utf8'), { incident, license: blocks[0].license }),
      },
    ];
    if (blocks.some(({ webhook }) => webhook)) {
      this.webhook = new InvestigationWebhook({
        name: 'Aurora',
        blocks,
        check: readInvestigation,
        read: async (result, context) => read(result, context),
      });
    }
  }
}
