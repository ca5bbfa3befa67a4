import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  readSourceBlocks,
  spdxLicenseSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const blockSchema = z.strictObject({
  license: spdxLicenseSchema.optional(),
  webhook: z
    .strictObject({
      token: z
        .string()
        .min(16, 'must have at least 16 characters, e.g. openssl rand -hex 32'),
    })
    .optional(),
});

/** A block of the configuration. */
export type HolmesConfig = z.output<typeof blockSchema>;

/**
 * Reads the blocks of `postmortems.provenanceRouting.agentTraces` with
 * `platform: holmesgpt`.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readHolmesConfig(config: RootConfigService): HolmesConfig[] {
  return readSourceBlocks(config, {
    list: 'agentTraces',
    platform: 'holmesgpt',
    schema: blockSchema,
  }).map(({ block }) => block);
}
