import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  agentTraceBlockSchema,
  readSourceBlocks,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const blockSchema = agentTraceBlockSchema.extend({
  incidentAttribute: z
    .string()
    .min(1, 'must be the name of an attribute')
    .default('postmortems.incident'),
});

/** A block of the configuration. */
export type OpenTelemetryConfig = z.output<typeof blockSchema>;

/**
 * Reads the blocks of `postmortems.provenanceRouting.agentTraces` with
 * `platform: opentelemetry`.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readOpenTelemetryConfig(
  config: RootConfigService,
): OpenTelemetryConfig[] {
  return readSourceBlocks(config, {
    list: 'agentTraces',
    platform: 'opentelemetry',
    schema: blockSchema,
  }).map(({ block }) => block);
}
