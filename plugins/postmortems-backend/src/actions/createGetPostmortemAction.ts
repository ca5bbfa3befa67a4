import { incidentReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import type { ActionDeps, CallerOf } from './registerActions';

/** `get-postmortem`: the document as Markdown, and its claims with their verdicts. */
export function createGetPostmortemAction(
  deps: Pick<ActionDeps, 'actionsRegistry' | 'retrospectives'>,
  callerOf: CallerOf,
): void {
  deps.actionsRegistry.register({
    name: 'get-postmortem',
    title: 'Get a postmortem',
    description:
      'Reads a postmortem: its text, and every claim with the verdict that the verifier gave it. A claim that is not supported must not be repeated as a fact.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({ id: z.string().describe('Id from list-postmortems') }),
      output: z =>
        z.object({
          incidentKey: z.string(),
          title: z.string(),
          status: z.string(),
          rootCauseStatus: z.string(),
          markdown: z.string(),
          claims: z.array(
            z.object({
              id: z.string(),
              section: z.string(),
              text: z.string(),
              verdict: z.string(),
            }),
          ),
        }),
    },
    action: async ({ input: { id }, credentials }) => {
      const caller = await callerOf(credentials, incidentReadPermission);
      const document = await deps.retrospectives.get({ id, caller });
      return {
        output: {
          incidentKey: document.incidentKey,
          title: document.title,
          status: document.status,
          rootCauseStatus: document.rootCauseStatus,
          markdown: await deps.retrospectives.exportMarkdown({ id, caller }),
          claims: document.sections.flatMap(({ id: section, blocks }) =>
            blocks.flatMap(({ claims }) =>
              claims.map(claim => ({
                id: claim.id,
                section,
                text: claim.text,
                verdict: claim.verdict,
              })),
            ),
          ),
        },
      };
    },
  });
}
