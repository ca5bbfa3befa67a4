import {
  incidentReadPermission,
  listRetrospectivesQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parse } from '../http/parse';
import type { ActionDeps, CallerOf } from './registerActions';

/** `list-postmortems`: what has been written, newest incident first. */
export function createListPostmortemsAction(
  deps: Pick<ActionDeps, 'actionsRegistry' | 'retrospectives'>,
  callerOf: CallerOf,
): void {
  deps.actionsRegistry.register({
    name: 'list-postmortems',
    title: 'List postmortems',
    description:
      'Lists postmortems that you may read, newest incident first. Narrow it to a service, system, domain or group by its entity ref, to a review status, or to words in the title.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .optional()
            .describe('e.g. component:default/checkout or group:default/sre'),
          status: z
            .enum(['draft', 'in_review', 'approved', 'published'])
            .optional(),
          query: z.string().optional().describe('Words in title or key'),
          // Some clients send numbers as strings
          limit: z.coerce.number().int().min(1).max(100).default(20),
          cursor: z.string().optional(),
        }),
      output: z =>
        z.object({
          postmortems: z.array(
            z.object({
              id: z.string(),
              incidentKey: z.string(),
              title: z.string(),
              status: z.string(),
              severity: z.string(),
              startedAt: z.string(),
              rootCauseStatus: z.string(),
              unsupportedClaims: z.number(),
              openActionItems: z.number(),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { query: q, limit, ...rest } = input;
      const { items, pageInfo } = await deps.retrospectives.list({
        query: parse(listRetrospectivesQuerySchema, {
          ...rest,
          limit: String(limit),
          ...(q && { q }),
        }),
        caller: await callerOf(credentials, incidentReadPermission),
      });
      return {
        output: {
          postmortems: items.map(one => ({
            id: one.id,
            incidentKey: one.incidentKey,
            title: one.title,
            status: one.status,
            severity: one.incident.severity,
            startedAt: one.incident.startedAt,
            rootCauseStatus: one.rootCauseStatus,
            unsupportedClaims:
              one.verdictCounts.unsupported + one.verdictCounts.contradicted,
            openActionItems: one.openFollowUps,
          })),
          ...(pageInfo.nextCursor && { nextCursor: pageInfo.nextCursor }),
        },
      };
    },
  });
}
