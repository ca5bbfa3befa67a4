import { NotFoundError } from '@backstage/errors';
import { incidentReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import type { ActionDeps, CallerOf } from './registerActions';

/** `explain-claim`: why a sentence has its verdict, and what it stands on. */
export function createExplainClaimAction(
  deps: Pick<ActionDeps, 'actionsRegistry' | 'retrospectives' | 'stores'>,
  callerOf: CallerOf,
): void {
  deps.actionsRegistry.register({
    name: 'explain-claim',
    title: 'Explain a claim',
    description:
      'Tells why a claim of a postmortem has its verdict: each check with its reason, and the evidence with the exact quotes.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          postmortemId: z.string(),
          claimId: z.string().describe('Id from get-postmortem'),
        }),
      output: z =>
        z.object({
          text: z.string(),
          kind: z.string(),
          verdict: z.string(),
          attestedBy: z.string().optional(),
          reasons: z.array(
            z.object({
              check: z.string(),
              outcome: z.string(),
              message: z.string(),
            }),
          ),
          evidence: z.array(
            z.object({
              evidenceId: z.string(),
              pointer: z.string(),
              quote: z.string(),
              sourceType: z.string().optional(),
              timestamp: z.string().optional(),
              provider: z.string().optional(),
              sourceUrl: z.string().optional(),
            }),
          ),
        }),
    },
    action: async ({ input: { postmortemId, claimId }, credentials }) => {
      const document = await deps.retrospectives.get({
        id: postmortemId,
        caller: await callerOf(credentials, incidentReadPermission),
      });
      const claim = document.sections
        .flatMap(({ blocks }) => blocks)
        .flatMap(({ claims }) => claims)
        .find(({ id }) => id === claimId);
      if (!claim) {
        throw new NotFoundError(
          `Postmortem '${postmortemId}' has no claim '${claimId}'`,
        );
      }
      const { text, kind, verdict, reasons, attestedBy, spans } = claim;
      const nodes = await deps.stores.evidence.getMany({
        incidentKey: document.incidentKey,
        ids: spans.map(({ evidenceId }) => evidenceId),
      });
      return {
        output: {
          text,
          kind,
          verdict,
          reasons,
          ...(attestedBy && { attestedBy }),
          evidence: spans.map(span => {
            const node = nodes.get(span.evidenceId);
            return {
              ...span,
              ...(node && {
                sourceType: node.sourceType,
                timestamp: node.timestamp,
                provider: node.provider,
                ...(node.sourceUrl && { sourceUrl: node.sourceUrl }),
              }),
            };
          }),
        },
      };
    },
  });
}
