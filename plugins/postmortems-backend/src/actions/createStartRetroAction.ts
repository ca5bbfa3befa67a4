import {
  createIncidentSchema,
  incidentCreatePermission,
  incidentReadPermission,
  retrospectiveCreatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parse } from '../http/parse';
import type { ActionDeps, CallerOf } from './registerActions';

/** `start-retro`: opens the incident, and writes the first draft of its postmortem. */
export function createStartRetroAction(
  deps: Pick<ActionDeps, 'actionsRegistry' | 'incidents' | 'retrospectives'>,
  callerOf: CallerOf,
): void {
  deps.actionsRegistry.register({
    name: 'start-retro',
    title: 'Start a retrospective',
    description:
      'Opens an incident under a key of your choice and writes the first draft of its postmortem. Calling it again with the same input changes nothing. Evidence is sent by the HTTP API.',
    attributes: { readOnly: false, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          key: z.string().describe('e.g. INC-42'),
          title: z.string(),
          severity: z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']),
          services: z
            .array(z.string())
            .min(1)
            .describe('Entity refs; the first one is the primary service'),
          startedAt: z.string().describe('ISO 8601 with a zone'),
          resolvedAt: z.string().optional(),
          description: z.string().optional(),
        }),
      output: z =>
        z.object({
          incidentKey: z.string(),
          postmortemId: z.string(),
          path: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const incident = parse(createIncidentSchema, input);
      const { key } = incident;
      await deps.incidents.create({
        incident,
        caller: await callerOf(credentials, incidentCreatePermission),
      });
      const { retrospective } = await deps.retrospectives.create({
        key,
        reader: await callerOf(credentials, incidentReadPermission),
        caller: await callerOf(credentials, retrospectiveCreatePermission),
      });
      return {
        output: {
          incidentKey: key,
          postmortemId: retrospective.id,
          path: `/postmortems/${retrospective.id}`,
        },
      };
    },
  });
}
