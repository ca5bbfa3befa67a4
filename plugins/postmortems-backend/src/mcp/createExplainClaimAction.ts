import { NotFoundError } from '@backstage/errors';
import {
  incidentReadPermission,
  listClaims,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ActionDeps } from './createMcpFeature';

/** `explain-claim`: the reasons for a verdict, and the cited evidence. */
export function createExplainClaimAction(
  deps: Pick<
    ActionDeps,
    'actionsRegistry' | 'authorizer' | 'postmortems' | 'evidence'
  >,
): void {
  deps.actionsRegistry.register({
    name: 'explain-claim',
    title: 'Explain a claim',
    description:
      'Explains why a claim of a postmortem has its verdict: each check that was made with its outcome and reason, and each piece of evidence with the exact quote and where it comes from.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            postmortemId: z.string().describe('Id from list-postmortems'),
            claimId: z.string().describe('Id of a claim from get-postmortem'),
          })
          .strict(),
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
      const [caller] = await deps.authorizer.authorize(credentials, [
        incidentReadPermission,
      ]);
      const postmortem = await deps.postmortems.get({
        id: postmortemId,
        caller,
      });
      const claim = listClaims(postmortem).find(({ id }) => id === claimId);
      if (!claim) {
        throw new NotFoundError(
          `Postmortem '${postmortemId}' has no claim '${claimId}'`,
        );
      }
      const { text, kind, verdict, reasons, attestedBy, spans } = claim;
      const nodes = await deps.evidence.getMany({
        incidentKey: postmortem.incidentKey,
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
