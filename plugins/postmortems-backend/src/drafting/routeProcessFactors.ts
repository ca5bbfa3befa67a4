import {
  replaceWords,
  type BlameConcern,
  type DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftBlock,
  DraftPostmortem,
  DraftSection,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { VerificationSetup } from '../verification';

/** What people do together rather than what a system does. */
const PROCESS =
  /\b(?:runbooks?|play ?books?|on-?call|hand-?overs?|handoffs?|escalat\w+|code reviews?|reviewers?|approvals?|sign-?offs?|training|trained|onboard\w+|communicat\w+|coordinat\w+|stand-?ups?|checklists?|procedures?|process(?:es)? (?:was|were|is|are|for|of)|staff\w*|rotas?|shifts?|paged?|pager|change (?:freeze|management|window)|ownership|knowledge|documentation|documented|nobody|no one|no-one|awareness|misunderst\w+|told|informed|notified by hand|assum\w+)\b/i;
const HUMAN_RULES = new Set<BlameConcern['rule']>([
  'role_blame',
  'human_error',
  'blaming_verb',
  'negligence',
  'intent',
  'mental_state',
  'competence',
]);

/**
 * Moves contributing factors that lie in how people work together into a section of their own, with roles in the place of names.
 * Templates without that section leave them where they are. Action items that follow from them name roles as well.
 */
export function routeProcessFactors(
  draft: DraftPostmortem,
  verificationSetup: Pick<VerificationSetup, 'blameless' | 'people'>,
): DraftPostmortem {
  const ways = draft.sections.find(({ id }) => id === 'waysOfWorking');
  if (!ways) return draft;
  const moved: DraftSection['blocks'] = [];
  const sections = draft.sections.map(section => {
    if (section.id === 'actionItems') {
      return {
        ...section,
        blocks: section.blocks.map(block =>
          withoutNames(block, verificationSetup),
        ),
      };
    }
    if (section.id !== 'contributingFactors') return section;
    const stays = section.blocks.filter(block => {
      const goes = block.claims.some(claim =>
        isProcess(claim, verificationSetup),
      );
      if (goes) {
        moved.push({
          ...block,
          claims: block.claims.map(claim =>
            anonymous(claim, verificationSetup),
          ),
        });
      }
      return !goes;
    });
    return { ...section, blocks: stays };
  });
  return {
    ...draft,
    sections: sections
      .map(section =>
        section.id === 'waysOfWorking'
          ? { ...section, blocks: [...section.blocks, ...moved] }
          : section,
      )
      // Nothing to say about how people work is the good case, and no heading of its own
      .filter(({ id, blocks }) => id !== 'waysOfWorking' || blocks.length > 0),
  };
}

function isProcess(
  { kind, text }: DraftClaim,
  { blameless, people }: Pick<VerificationSetup, 'blameless' | 'people'>,
): boolean {
  return (
    kind === 'contributing_factor' &&
    !/\bno contributing factor\b/i.test(text) &&
    (PROCESS.test(text) ||
      blameless.check(text, people).some(({ rule }) => HUMAN_RULES.has(rule)))
  );
}

/** An action item with roles in the place of names, in its title as in its reason. */
function withoutNames(
  block: DraftBlock,
  verificationSetup: Pick<VerificationSetup, 'blameless' | 'people'>,
): DraftBlock {
  const { actionItem, claims } = block;
  return {
    ...block,
    claims: claims.map(claim => ({
      ...claim,
      text: withRoles(claim.text, verificationSetup),
    })),
    ...(actionItem && {
      actionItem: {
        ...actionItem,
        title: withRoles(actionItem.title, verificationSetup),
      },
    }),
  };
}

function anonymous(
  claim: DraftClaim,
  verificationSetup: Pick<VerificationSetup, 'blameless' | 'people'>,
): DraftClaim {
  return { ...claim, text: withRoles(claim.text, verificationSetup) };
}

function withRoles(
  words: string,
  { blameless, people }: Pick<VerificationSetup, 'blameless' | 'people'>,
): string {
  let text = words;
  for (const { rule, quote, replacement } of blameless.check(words, people)) {
    if (rule === 'personal_identifier' && replacement) {
      text = replaceWords(text, quote, replacement);
    }
  }
  return text;
}
