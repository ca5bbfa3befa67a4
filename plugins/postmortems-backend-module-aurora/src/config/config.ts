import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  agentTraceBlockSchema,
  readSourceBlocks,
  rootUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { z } from 'zod';

const blockSchema = agentTraceBlockSchema.extend({
  url: rootUrlSchema('Aurora').optional(),
});

/** A block of the configuration. */
export type AuroraConfig = z.output<typeof blockSchema>;

/**
 * Reads the blocks of `postmortems.provenanceRouting.agentTraces` with
 * `platform: aurora`.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readAuroraConfig(config: RootConfigService): AuroraConfig[] {
  return readSourceBlocks(config, {
    list: 'agentTraces',
    platform: 'aurora',
    schema: blockSchema,
  }).map(({ block }) => block);
}
