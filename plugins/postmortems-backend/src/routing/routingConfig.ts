import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  evidenceProfileSchema,
  ROUTED_SECTION_IDS,
  severitySchema,
  sourceTypeSchema,
  type RoutedSectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

const PATH = 'postmortems.provenanceRouting';

const oneOf = (names: readonly string[]) =>
  `must be one of ${names.join(', ')}`;
const sources = z
  .array(
    z.enum(sourceTypeSchema.options, {
      error: oneOf(sourceTypeSchema.options),
    }),
    {
      error: `must be a list of types of evidence: ${sourceTypeSchema.options.join(
        ', ',
      )}`,
    },
  )
  .min(
    1,
    'must name a type of evidence; leave the section out for all of them',
  );

const schema = z.object({
  sections: z.partialRecord(z.enum(ROUTED_SECTION_IDS), sources).default({}),
  /** The first one that fits an incident is taken. */
  profiles: z
    .array(
      z.strictObject({
        /** All severities, where none is named. */
        severity: z
          .array(
            z.enum(severitySchema.options, {
              error: oneOf(severitySchema.options),
            }),
          )
          .min(1, 'must name a severity; leave it out for all of them')
          .optional(),
        profile: z.enum(evidenceProfileSchema.options, {
          error: oneOf(evidenceProfileSchema.options),
        }),
      }),
    )
    .default([]),
});

/** `sections` and `profiles` of `postmortems.provenanceRouting`. */
export type RoutingConfig = z.output<typeof schema>;

/** Throws `InputError` with the path of each wrong key, and what it must be. */
export function readRoutingConfig(config: RootConfigService): RoutingConfig {
  const sections = config.getOptional(`${PATH}.sections`) ?? undefined;
  const profiles = config.getOptional(`${PATH}.profiles`) ?? undefined;
  const unknown = unknownSections(sections);
  const parsed = schema.safeParse({ sections, profiles });
  const problems = [
    ...unknown.map(
      name =>
        `${PATH}.sections.${name} is no section that evidence is routed to: it ${oneOf(
          ROUTED_SECTION_IDS,
        )}`,
    ),
    ...(parsed.error?.issues ?? [])
      .filter(
        ({ path: [key, name] }) =>
          key !== 'sections' || !unknown.includes(String(name)),
      )
      .map(({ path, message }) => `${pathTo(path)} ${message}`),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
}

function unknownSections(sections: unknown): string[] {
  if (typeof sections !== 'object' || sections === null) return [];
  return Object.keys(sections).filter(
    name => !ROUTED_SECTION_IDS.includes(name as RoutedSectionId),
  );
}

function pathTo(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`,
    PATH,
  );
}
