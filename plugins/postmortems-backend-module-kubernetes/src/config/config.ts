import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  readSourceBlocks,
  rootUrlSchema,
  secretSchema,
  timeoutSecondsSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

const words = z.string().trim().min(1, 'must not be empty');

const blockSchema = z
  .strictObject({
    name: words.optional(),
    url: rootUrlSchema('the API server').optional(),
    serviceAccountToken: secretSchema.optional(),
    caData: words
      .transform(base64 => Buffer.from(base64, 'base64').toString('utf8'))
      .refine(isCertificate, {
        error: 'must be a certificate, PEM in base64, as in a kubeconfig',
      })
      .optional(),
    environment: words.max(100).optional(),
    dashboardUrl: rootUrlSchema('the dashboard').optional(),
    pollWarnings: z.boolean().default(true),
    eventTtlMinutes: z.number().positive().max(100_000).default(60),
    limits: z
      .strictObject({
        events: z.number().int().min(1).max(20_000).default(1000),
      })
      .prefault({}),
    timeoutSeconds: timeoutSecondsSchema,
  })
  .refine(({ url, serviceAccountToken }) => !url || serviceAccountToken, {
    error: 'needs serviceAccountToken to ask the API server at url',
  });

/** A block of Kubernetes with its defaults, and the path to it for messages. */
export type KubernetesConfig = z.output<typeof blockSchema> & { path: string };

/**
 * Reads the blocks of Kubernetes.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readKubernetesConfig(
  config: RootConfigService,
): KubernetesConfig[] {
  return readSourceBlocks(config, {
    list: 'deploymentSources',
    platform: 'kubernetes',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
}

function isCertificate(pem: string): boolean {
  try {
    return Boolean(new X509Certificate(pem));
  } catch {
    return false;
  }
}
