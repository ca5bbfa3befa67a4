import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { jsonPointerSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const PATH = 'postmortems.payloadKinds';

const schema = z
  .array(
    z.strictObject({
      kind: z.string().min(1).max(100),
      name: z.string().trim().min(1).max(100).optional(),
      title: jsonPointerSchema,
      time: jsonPointerSchema.optional(),
      severity: jsonPointerSchema.optional(),
    }),
  )
  .max(200);

/** How evidence of a kind of its own is told: JSON pointers into its payload. */
export type PayloadKind = {
  /** What sentences call it; the kind, if absent. */
  name?: string;
  title: string;
  time?: string;
  severity?: string;
};

/** Descriptions by the `kind` of payloads. */
export type PayloadKinds = ReadonlyMap<string, PayloadKind>;

/**
 * What sources say of their kinds, and the configuration of those or others.
 *
 * @throws `InputError` with the path of what is wrong
 */
export function readPayloadKinds(
  config: RootConfigService,
  sources: Iterable<Pick<EvidenceSource, 'payloadKinds'>> = [],
): PayloadKinds {
  const result = schema.safeParse(config.getOptional(PATH) ?? []);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    const place = path
      .map(part =>
        typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
      )
      .join('');
    throw new InputError(
      `Configuration at ${PATH}${place} is wrong: ${message}`,
    );
  }
  const told = [...sources].flatMap(({ payloadKinds = [] }) => payloadKinds);
  return new Map(
    [...told, ...result.data].map(({ kind, ...described }) => [
      kind,
      described,
    ]),
  );
}
