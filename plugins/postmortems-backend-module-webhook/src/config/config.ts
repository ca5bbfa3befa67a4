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

/** Fields of the payload that a mapping has a key for. */
const OWN_FIELDS: Record<string, string> = {
  kind: 'kind',
  name: 'name',
  version: 'version',
  previousVersion: 'previousVersion',
  commit: 'commit',
  environment: 'environment',
  status: 'result',
  author: 'actor',
  authorRef: 'actorEmail',
  timeUnknown: 'time',
};

/** Several are in use while one is replaced. */
const secrets = z.preprocess(
  given => (typeof given === 'string' ? [given] : given),
  z.array(secretSchema).min(1, 'must have at least one').max(20),
);

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
  .superRefine(({ kind, title, service, incident, fields }, ctx) => {
    const own = { ...OWN_FIELDS, [textField(kind)]: 'title' };
    for (const name of Object.keys(fields)) {
      if (!Object.hasOwn(own, name)) continue;
      ctx.addIssue({
        code: 'custom',
        path: ['fields', name],
        message: `is what ${own[name]} gives: map that, or choose another name`,
      });
    }
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
        value: secrets,
        header: header.default('authorization'),
      })
      .optional(),
    signature: z
      .strictObject({
        secret: secrets,
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

/** Where a kind has the words of what happened. */
export function textField(kind: string): string {
  if (kind === 'event') return 'message';
  return isChange(kind) ? 'description' : 'title';
}

/** Whether the kind is a change that the product tells. */
export function isChange(kind: string): boolean {
  return isKnownKind(kind) && kind !== 'event';
}

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
  refuseSharedKinds(blocks);
  return blocks;
}

/** Sentences name the sender by the kind, so that it has to be of one. */
function refuseSharedKinds(blocks: readonly WebhookConfig[]): void {
  const known = new Map<string, WebhookConfig>();
  for (const block of blocks) {
    for (const [index, { kind }] of block.mappings.entries()) {
      if (isKnownKind(kind)) continue;
      const first = known.get(kind) ?? block;
      known.set(kind, first);
      if ((first.title ?? first.name) === (block.title ?? block.name)) continue;
      throw new InputError(
        `Invalid configuration: ${block.path}.mappings[${index}].kind ${kind} is of ${first.path} already, which has another title: choose another name, or give both the same title`,
      );
    }
  }
}

/** What a configuration would lose, for the log. */
export function warningsOf({
  path,
  deliveryHeader,
  mappings,
}: WebhookConfig): string[] {
  if (deliveryHeader) return [];
  return mappings.flatMap(({ time, id }, index) =>
    time || id
      ? []
      : [
          `${path}.mappings[${index}] has no time and no id, and the block no deliveryHeader: the same body for another fact, such as a flag that is turned on again, is taken for one that came twice. Set one of them.`,
        ],
  );
}
