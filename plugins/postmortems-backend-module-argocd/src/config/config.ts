import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readSourceBlocks } from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const secret = z.string().trim().min(1, 'must not be empty');

const blockSchema = z
  .strictObject({
    baseUrl: z
      .url({
        protocol: /^https?$/,
        error: 'must be an http(s) address',
        abort: true,
      })
      .refine(value => !/[?#]/.test(value) && !new URL(value).username, {
        error: 'must have no query, fragment or password',
      })
      .overwrite(value => value.replace(/\/+$/, '')),
    token: secret.optional(),
    instance: z.string().trim().min(1, 'must not be empty').optional(),
    environment: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(100)
      .optional(),
    webhook: z.strictObject({ token: secret }).optional(),
    maxApplications: z.number().int().min(1).max(1000).default(50),
    timeoutSeconds: z.number().positive().max(60).default(15),
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
