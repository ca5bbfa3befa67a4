import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
  timeoutSecondsSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const blockSchema = z
  .strictObject({
    baseUrl: rootUrlSchema('Argo CD'),
    token: secretSchema.optional(),
    instance: z.string().trim().min(1, 'must not be empty').optional(),
    environment: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(100)
      .optional(),
    webhook: z.strictObject({ token: secretSchema }).optional(),
    maxApplications: z.number().int().min(1).max(1000).default(50),
    timeoutSeconds: timeoutSecondsSchema,
  })
  .refine(({ token, webhook }) => token || webhook, {
    error:
      'needs token, to ask Argo CD, or webhook.token, to be told by it; or both',
  });

/** A block of Argo CD with its defaults, and the path to it for messages. */
export type ArgoCdConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks of Argo CD.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readArgoCdConfig(config: RootConfigService): ArgoCdConfig[] {
  const blocks = readSourceBlocks(config, {
    list: 'deploymentSources',
    platform: 'argocd',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
  const tokens = blocks.flatMap(({ webhook }) => webhook?.token ?? []);
  if (new Set(tokens).size < tokens.length) {
    throw new InputError(
      'Invalid configuration: two blocks of Argo CD have one webhook.token, which tells them apart: give each its own',
    );
  }
  return blocks;
}
