import {
  replaceWords,
  type Block,
  type DraftClaim,
  type Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftBlock,
  DraftPostmortem,
} from '@postmortems/backstage-plugin-postmortems-node';
import { isFirstPerson } from '../blameless';
import { PROCESS_CATEGORY } from '../categories';
import type { VerificationSetup } from '../verification';

type People = Pick<VerificationSetup, 'blameless' | 'people'>;

/**
 * Moves contributing factors of the category for processes into the section on ways of
 * working. Templates without that section leave them where they are.
 */
export function routeProcessFactors(sections: readonly Section[]): Section[] {
  const hasPlace = sections.some(({ id }) => id === 'waysOfWorking');
  const isMoved = ({ category }: Block) =>
    hasPlace && category?.id === PROCESS_CATEGORY;
  const moved = sections
    .filter(({ id }) => id === 'contributingFactors')
    .flatMap(({ blocks }) => blocks.filter(isMoved));
  return sections.map(section => {
    const { id, blocks } = section;
    switch (id) {
      case 'contributingFactors':
        return { ...section, blocks: blocks.filter(one => !isMoved(one)) };
      case 'waysOfWorking':
        return { ...section, blocks: [...blocks, ...moved] };
      default:
        return section;
    }
  });
}

/** The draft with roles in the place of names in its action items, whose factors can lie in how people work. */
export function withRolesInActionItems(
  draft: DraftPostmortem,
  people: People,
): DraftPostmortem {
  return {
    ...draft,
    sections: draft.sections.map(section =>
      section.id === 'actionItems'
        ? {
            ...section,
            blocks: section.blocks.map(block => withRoles(block, people)),
          }
        : section,
    ),
  };
}

/** A block with roles in the place of names, in its sentences and in the title of its action item. */
export function withRoles<T extends DraftBlock>(block: T, people: People): T {
  const { actionItem, more } = block;
  return {
    ...block,
    claims: block.claims.map(claim => withRolesInClaim(claim, people)),
    ...(more && {
      more: {
        ...more,
        claims: more.claims.map(claim => withRolesInClaim(claim, people)),
      },
    }),
    ...(actionItem && {
      actionItem: {
        ...actionItem,
        title: replaceNames(actionItem.title, people),
      },
    }),
  };
}

function withRolesInClaim<T extends DraftClaim>(claim: T, people: People): T {
  const text = replaceNames(claim.text, people);
  if (text === claim.text) return claim;
  // A reading is of the words that are replaced
  const { reading: _, ...rest } = claim;
  return { ...(rest as T), text };
}

/** A text with roles in the place of names; in quotation marks the first person stays, which names nobody there. */
export function replaceNames(
  words: string,
  { blameless, people }: People,
): string {
  let text = words;
  for (const { rule, quote, replacement } of blameless.check(words, people)) {
    if (rule === 'personal_identifier' && replacement) {
      text = isFirstPerson(quote)
        ? text
            .split(/(“[^”]*”)/)
            .map((part, index) =>
              index % 2 === 1 ? part : replaceWords(part, quote, replacement),
            )
            .join('')
        : replaceWords(text, quote, replacement);
    }
  }
  return text;
}
