import {
  candidateCauseOf,
  canHaveCategory,
  incidentReadPermission,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ActionDeps } from './createMcpFeature';

/**
 * `get-postmortem`: the postmortem as Markdown, and its claims with their
 * verdicts.
 */
export function createGetPostmortemAction(
  deps: Pick<
    ActionDeps,
    'actionsRegistry' | 'authorizer' | 'postmortems' | 'exports'
  >,
): void {
  deps.actionsRegistry.register({
    name: 'get-postmortem',
    title: 'Get a postmortem',
    description:
      'Reads a postmortem: its text as Markdown, and every claim with its verdict. supported: the cited evidence says so; unverified: nothing checkable is wrong, but some of it no code can check; attested: a person confirms it; unsupported: nothing cited says so; contradicted: the evidence speaks against it. Do not repeat an unsupported or contradicted claim as a fact. explain-claim tells the reasons for a verdict. Causes and contributing factors are listed with their category, which set-contributing-factor-category chooses.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            id: z.string().describe('Id from list-postmortems or start-retro'),
          })
          .strict(),
      output: z =>
        z.object({
          incidentKey: z.string(),
          title: z.string(),
          status: z.string(),
          rootCauseStatus: z
            .string()
            .describe(
              'undetermined, candidates (none is confirmed) or confirmed',
            ),
          undeterminedAccepted: z
            .string()
            .optional()
            .describe('Why a person accepts that the cause is undetermined'),
          causes: z
            .array(
              z.object({
                claimId: z.string(),
                statement: z.string(),
                origin: z.string(),
                ties: z.array(z.string()),
                against: z.array(z.string()),
                decision: z
                  .string()
                  .optional()
                  .describe('confirmed or ruled_out; absent while open'),
                reason: z.string().optional(),
              }),
            )
            .describe(
              'Possible causes, with what ties them to the incident and what speaks against them. Only one that a person confirmed is the cause',
            ),
          markdown: z.string(),
          revision: z.number(),
          factors: z
            .array(
              z.object({
                blockId: z.string(),
                section: z.string(),
                text: z.string(),
                category: z.string().optional(),
                suggestedCategory: z
                  .string()
                  .optional()
                  .describe('What its words suggest; nobody has chosen it'),
              }),
            )
            .describe('Causes and contributing factors'),
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
      const [caller] = await deps.authorizer.authorize(credentials, [
        incidentReadPermission,
      ]);
      const postmortem = await deps.postmortems.get({ id, caller });
      return {
        output: {
          incidentKey: postmortem.incidentKey,
          title: postmortem.title,
          status: postmortem.status,
          rootCauseStatus: postmortem.rootCauseStatus,
          revision: postmortem.revision,
          factors: postmortem.sections.flatMap(section =>
            section.blocks
              .filter(block => canHaveCategory(section.id, block))
              .map(block => {
                const suggested = postmortem.suggestedCategories?.[block.id];
                return {
                  blockId: block.id,
                  section: section.id,
                  text: block.claims.map(({ text }) => text).join(' '),
                  ...(block.category && { category: block.category.id }),
                  ...(suggested && { suggestedCategory: suggested }),
                };
              }),
          ),
          ...(postmortem.undeterminedAccepted && {
            undeterminedAccepted: postmortem.undeterminedAccepted.reason,
          }),
          causes: causesOf(postmortem),
          markdown: await deps.exports.markdown({ id, caller }),
          claims: postmortem.sections.flatMap(({ id: section, blocks }) =>
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

function causesOf({ sections }: Postmortem) {
  return sections
    .filter(({ id }) => id === 'rootCause' || id === 'ruledOut')
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims }) => claims)
    .flatMap(claim => {
      const cause = candidateCauseOf(claim);
      const { id: claimId, decision } = claim;
      return cause
        ? [
            {
              claimId,
              statement: cause.statement,
              origin: cause.origin,
              ties: cause.ties.map(({ detail }) => detail),
              against: cause.against.map(({ detail }) => detail),
              ...(decision && {
                decision: decision.outcome,
                reason: decision.reason,
              }),
            },
          ]
        : [];
    });
}
