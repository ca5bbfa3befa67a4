import {
  incidentReadPermission,
  listPostmortemsQuerySchema,
  postmortemOrderSchema,
  reviewStatusSchema,
  severitySchema,
  type ListPostmortemsQuery,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parse } from '../platform/http';
import type { ActionDeps } from './createMcpFeature';
import { choiceOf, listOf } from './fields';

/** `list-postmortems`: with the filters and orders of the HTTP API. */
export function createListPostmortemsAction(
  deps: Pick<ActionDeps, 'actionsRegistry' | 'authorizer' | 'postmortems'>,
): void {
  deps.actionsRegistry.register({
    name: 'list-postmortems',
    title: 'List postmortems',
    description:
      'Lists the postmortems that you may read, the newest incident first. Every filter narrows the list: services (or a whole system, domain, group or person), the time at which the incident started, severity, tier, review status, the incident key, or words in the title. Read one of them with get-postmortem.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            entityRef: listOf(z, z.string())
              .optional()
              .describe(
                'Full entity refs, e.g. component:default/checkout or group:default/sre; a system, domain, group or user stands for all services that belong to it',
              ),
            incidentKey: z
              .string()
              .optional()
              .describe('Exact key of an incident, e.g. INC-42'),
            from: z
              .string()
              .optional()
              .describe(
                'Incidents that started at this time or later; ISO 8601 with a zone',
              ),
            to: z
              .string()
              .optional()
              .describe(
                'Incidents that started before this time; ISO 8601 with a zone',
              ),
            severity: listOf(z, choiceOf(z, severitySchema))
              .optional()
              .describe('Any of these; sev1 is the worst'),
            tier: z
              .string()
              .optional()
              .describe(
                'Incidents of services in this tier, as the catalog annotates it',
              ),
            status: listOf(z, choiceOf(z, reviewStatusSchema))
              .optional()
              .describe('How far the review has come; any of these'),
            query: z
              .string()
              .optional()
              .describe(
                'Words, or beginnings of words, in the title or the incident key; all have to be there',
              ),
            order: choiceOf(z, postmortemOrderSchema)
              .optional()
              .describe(
                'newest or oldest incident first, the worst severity first, or what was changed last first. Default: newest',
              ),
            // Some clients send numbers as strings
            limit: z.coerce
              .number()
              .int()
              .min(1)
              .max(100)
              .default(20)
              .describe('Postmortems in one answer'),
            cursor: z
              .string()
              .optional()
              .describe(
                'nextCursor of the previous answer, with the same filters and order',
              ),
          } satisfies Record<'query' | Exclude<keyof ListPostmortemsQuery, 'q'>, unknown>)
          .strict(),
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
              unsupportedClaims: z
                .number()
                .describe(
                  'Sentences that the evidence does not bear out, or speaks against',
                ),
              visibility: z
                .string()
                .describe('private: do not pass it on to people outside'),
              openActionItems: z.number().describe('Taken on and not finished'),
              proposedActionItems: z
                .number()
                .describe('Nobody has taken them on or dropped them yet'),
            }),
          ),
          nextCursor: z
            .string()
            .optional()
            .describe(
              'Send it as cursor for more; absent when there is no more',
            ),
        }),
    },
    action: async ({ input, credentials }) => {
      const { query: q, ...filters } = input;
      const query = parse(listPostmortemsQuerySchema, {
        ...filters,
        ...(q && { q }),
      });
      const [caller] = await deps.authorizer.authorize(credentials, [
        incidentReadPermission,
      ]);
      const { items, pageInfo } = await deps.postmortems.list({
        query,
        caller,
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
            visibility: one.incident.visibility,
            openActionItems: one.openActionItems,
            proposedActionItems: one.proposedActionItems,
          })),
          ...(pageInfo.nextCursor && { nextCursor: pageInfo.nextCursor }),
        },
      };
    },
  });
}
