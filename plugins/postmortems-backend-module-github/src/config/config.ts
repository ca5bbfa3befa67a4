import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
  timeoutSecondsSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const patterns = z
  .array(z.string().trim().min(1, 'must not be empty').max(255))
  .max(100);

const most = (value: number, max: number) =>
  z.number().int().min(0).max(max).default(value);

const blockSchema = z.strictObject({
  host: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?$/,
      'must be a host without https://, such as github.example.com',
    )
    .default('github.com'),
  apiUrl: rootUrlSchema("GitHub's API").optional(),
  token: secretSchema.optional(),
  collect: z.boolean().default(true),
  webhook: z
    .strictObject({
      secrets: z
        .array(secretSchema)
        .min(1, 'must have at least one secret')
        .max(20),
    })
    .optional(),
  production: patterns
    .min(1, 'must name at least one environment, e.g. production')
    .default(['production', 'prod*']),
  branches: patterns.default([]),
  deployWorkflows: patterns.default([]),
  limits: z
    .strictObject({
      deployments: most(100, 1000),
      releases: most(50, 1000),
      pullRequests: most(100, 1000),
      workflowRuns: most(200, 1000),
    })
    .prefault({}),
  logRetentionDays: z.number().int().min(1).max(400).default(90),
  timeoutSeconds: timeoutSecondsSchema,
});

/** A block of GitHub with its defaults, and the path to it for messages. */
export type GithubConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks of GitHub, one for each host.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readGithubConfig(config: RootConfigService): GithubConfig[] {
  const blocks = readSourceBlocks(config, {
    list: 'deploymentSources',
    platform: 'github',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
  for (const [index, { path, host, collect, webhook }] of blocks.entries()) {
    if (blocks.findIndex(block => block.host === host) < index) {
      throw new InputError(
        `Invalid configuration: ${path}.host ${host} has a block already: put them together`,
      );
    }
    const shared = blocks
      .slice(0, index)
      .find(block =>
        block.webhook?.secrets.some(one => webhook?.secrets.includes(one)),
      );
    if (shared) {
      throw new InputError(
        `Invalid configuration: ${path}.webhook.secrets has a secret of ${shared.path}: give each host its own, because the secret tells from which one a delivery comes`,
      );
    }
    if (!collect && !webhook) {
      throw new InputError(
        `Invalid configuration: ${path} brings nothing: set collect to true, or webhook.secrets`,
      );
    }
  }
  return blocks;
}
