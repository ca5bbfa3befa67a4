import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  joinPointer,
  severitySchema,
  templateNameSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

const PATH = 'postmortems.templateManagement';

const schema = z.strictObject({
  defaultVersion: templateNameSchema.optional(),
  /** By the name or ref of a component, system, domain or group. */
  overrides: z.record(z.string(), templateNameSchema).default({}),
  severities: z.partialRecord(severitySchema, templateNameSchema).default({}),
  tiers: z.record(z.string(), templateNameSchema).default({}),
  locations: z
    .array(
      z.strictObject({
        type: z.enum(['file', 'url']),
        target: z.string().min(1),
      }),
    )
    .default([]),
  refreshMinutes: z.number().min(1).max(1440).default(10),
});

/** Configuration at `postmortems.templateManagement`. */
export type TemplateConfig = z.output<typeof schema>;

/** Throws `InputError` with the path of the wrong key. */
export function readTemplateConfig(config: RootConfigService): TemplateConfig {
  const result = schema.safeParse(config.getOptional(PATH) ?? {});
  if (result.success) return result.data;
  throw new InputError(
    result.error.issues
      .map(
        ({ path, message }) =>
          `Configuration at ${PATH}${joinPointer(
            '',
            ...path.map(String),
          ).replaceAll('/', '.')} is wrong: ${message}`,
      )
      .join('; '),
  );
}
