import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  type AgentTraceBlock,
  agentTraceBlockSchema,
  readSourceBlocks,
} from '@postmortems/backstage-plugin-postmortems-node';

/**
 * Reads the blocks of `postmortems.provenanceRouting.agentTraces` with
 * `platform: holmesgpt`.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readHolmesConfig(config: RootConfigService): AgentTraceBlock[] {
  return readSourceBlocks(config, {
    list: 'agentTraces',
    platform: 'holmesgpt',
    schema: agentTraceBlockSchema,
  }).map(({ block }) => block);
}
