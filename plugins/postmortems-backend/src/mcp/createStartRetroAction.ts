import {
  createIncidentSchema,
  incidentCreatePermission,
  incidentReadPermission,
  postmortemCreatePermission,
  severitySchema,
  visibilitySchema,
  type CreateIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parse } from '../platform/http';
import type { ActionDeps } from './createMcpFeature';
import { choiceOf, listOf } from './fields';

/**
 * `start-retro`: opens the incident, and writes the first draft of its
 * postmortem.
 */
export function createStartRetroAction(
  deps: Pick<
    ActionDeps,
    'actionsRegistry' | 'authorizer' | 'writes' | 'incidents' | 'postmortems'
  >,
): void {
  deps.actionsRegistry.register({
    name: 'start-retro',
    title: 'Start a retro',
    description:
      'Opens an incident under a key of your choice and writes the first draft of its postmortem. Calling it again with the same input changes nothing and returns the postmortem that is there. The incident is public unless you set visibility to private. Evidence is sent through the HTTP API; the draft says what is missing.',
    attributes: { readOnly: false, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            key: z
              .string()
              .describe(
                'Your name for the incident, e.g. INC-42: letters, digits, dots, dashes and underscores',
              ),
            title: z.string().describe('What happened, in one line'),
            description: z
              .string()
              .optional()
              .describe('What is known, in plain text'),
            severity: choiceOf(z, severitySchema).describe('sev1 is the worst'),
            services: listOf(z, z.string()).describe(
              'Full entity refs of what was affected, e.g. component:default/checkout; the primary one first',
            ),
            startedAt: z
              .string()
              .describe('ISO 8601 with a zone, e.g. 2026-03-02T14:02:00Z'),
            detectedAt: z.string().optional().describe('As startedAt'),
            mitigatedAt: z.string().optional().describe('As startedAt'),
            resolvedAt: z
              .string()
              .optional()
              .describe('As startedAt; leave it out while it goes on'),
            visibility: choiceOf(z, visibilitySchema)
              .optional()
              .describe(
                'private: only for you, the participants, the owners of the services, and machines. Default: public',
              ),
            participants: listOf(z, z.string())
              .optional()
              .describe(
                'Full entity refs of the people and groups who worked on it, e.g. user:default/ada',
              ),
            sourceUrl: z
              .string()
              .optional()
              .describe('Web page of the incident at the tool it comes from'),
          } satisfies Record<keyof CreateIncident, unknown>)
          .strict(),
      output: z =>
        z.object({
          incidentKey: z.string(),
          postmortemId: z.string(),
          path: z.string().describe('Where it is read in Backstage'),
          status: z.string(),
          created: z
            .boolean()
            .describe('false when there was a postmortem already'),
        }),
    },
    action: async ({ input, credentials }) => {
      const incident = parse(createIncidentSchema, input);
      const { key } = incident;
      // All of them before anything is written
      const [reader, opener, writer] = await deps.authorizer.authorize(
        credentials,
        [
          incidentReadPermission,
          incidentCreatePermission,
          postmortemCreatePermission,
        ],
      );
      const { actor } = opener;
      await deps.writes.run(
        { eventId: 'incident-create', meta: { incidentKey: key }, actor },
        () =>
          deps.incidents.create({
            incident,
            reader,
            caller: opener,
            within: [reader, writer],
          }),
      );
      const { postmortem, created } = await deps.writes.run(
        { eventId: 'postmortem-create', meta: { incidentKey: key }, actor },
        () => deps.postmortems.create({ key, reader, caller: writer }),
      );
      const { id, status } = postmortem;
      return {
        output: {
          incidentKey: key,
          postmortemId: id,
          path: `/postmortems/${id}`,
          status,
          created,
        },
      };
    },
  });
}
