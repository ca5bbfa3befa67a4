import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { jsonPointerSchema } from '@postmortems/backstage-plugin-postmortems-common';
import {
  readSourceBlocks,
  secretSchema,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { pointersIn } from '../mapping/values';

/** Kinds with a shape that a mapping does not give. */
const RESERVED =
  'message metric alert log step note collection collection_failure'.split(' ');
/** Kinds whose shape is the product's. */
const KNOWN_KINDS = 'deployment rollback config_change event'.split(' ');

const header = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header')
  .overwrite(name => name.toLowerCase());

const value = z
  .string()
  .min(1, 'must not be empty')
  .max(1000)
  .superRefine((text, ctx) => {
    for (const pointer of pointersIn(text)) {
      if (!jsonPointerSchema.safeParse(pointer).success) {
        ctx.addIssue({
          code: 'custom',
          message: `has ${pointer}, which is no JSON pointer (RFC 6901)`,
        });
      }
    }
  });

const expected = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String);

const mappingSchema = z
  .strictObject({
    when: z
      .record(
        jsonPointerSchema,
        z.union([
          expected.transform(one => [one]),
          z.array(expected).min(1).max(100),
        ]),
      )
      .default({}),
    items: jsonPointerSchema.optional(),
    kind: z
      .string()
      .regex(
        /^[a-z][a-z0-9_]{0,49}$/,
        'must be a short name such as runbook_run',
      )
      .refine(kind => !RESERVED.includes(kind), {
        error: 'is a kind that no mapping gives: choose another name',
      }),
    time: value.optional(),
    service: value.optional(),
    title: value.optional(),
    name: value.optional(),
    version: value.optional(),
    previousVersion: value.optional(),
    commit: value.optional(),
    environment: value.optional(),
    region: value.optional(),
    result: value.optional(),
    actor: value.optional(),
    actorEmail: value.optional(),
    url: value.optional(),
    id: value.optional(),
    group: value.optional(),
    incident: value.optional(),
    fields: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/), value)
      .default({}),
  })
  .superRefine(({ kind, title, service, incident }, ctx) => {
    if (!title && (kind === 'event' || !isKnownKind(kind))) {
      ctx.addIssue({
        code: 'custom',
        path: ['title'],
        message: `is needed: it is what sentences say of the kind ${kind}`,
      });
    }
    if (!service && !incident) {
      ctx.addIssue({
        code: 'custom',
        path: ['service'],
        message: 'or incident is needed, to find the incident',
      });
    }
  });

const authSchema = z
  .strictObject({
    token: z
      .strictObject({
        value: secretSchema,
        header: header.default('authorization'),
      })
      .optional(),
    signature: z
      .strictObject({
        secret: secretSchema,
        header,
        algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
        encoding: z.enum(['hex', 'base64']).default('hex'),
        prefix: z.string().max(50).default(''),
      })
      .optional(),
  })
  .refine(({ token, signature }) => Boolean(token) !== Boolean(signature), {
    error: 'must have a token or a signature, and one of them only',
  });

const blockSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,39}$/,
      'must be a short lower-case name such as gitlab',
    ),
  title: z.string().trim().min(1).max(100).optional(),
  auth: authSchema,
  deliveryHeader: header.optional(),
  serviceAnnotation: z.string().min(1).optional(),
  services: z.record(z.string(), z.string().min(1)).default({}),
  actorAnnotation: z.string().min(1).optional(),
  retentionDays: z.number().int().min(1).max(3650).optional(),
  mappings: z.array(mappingSchema).min(1, 'must have at least one').max(50),
});

export type Mapping = z.output<typeof mappingSchema>;

/** A block of a webhook with its defaults, and the path to it for messages. */
export type WebhookConfig = z.output<typeof blockSchema> & { path: string };

/** Whether the product tells the kind by itself. */
export function isKnownKind(kind: string): boolean {
  return KNOWN_KINDS.includes(kind);
}

/**
 * Reads the blocks of webhooks.
 *
 * @throws `InputError` that names each invalid key and how to correct it
 */
export function readWebhookConfig(config: RootConfigService): WebhookConfig[] {
  const blocks = readSourceBlocks(config, {
    list: 'deploymentSources',
    platform: 'webhook',
    schema: blockSchema,
  }).map(({ path, block }) => ({ ...block, path }));
  for (const [index, { path, name }] of blocks.entries()) {
    if (blocks.findIndex(block => block.name === name) < index) {
      throw new InputError(
        `Invalid configuration: ${path}.name ${name} is taken: names must differ`,
      );
    }
  }
  return blocks;
}
