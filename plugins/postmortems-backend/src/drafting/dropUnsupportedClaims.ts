import type {
  Block,
  Claim,
  Section,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { contextOf, type DraftFacts } from './contextOf';
import { writeActionItems } from './sections/actionItems';
import { statementOf } from './sections/candidates';
import { reasonId } from './sections/proposals/proposal';

const STANDS: ReadonlySet<Verdict> = new Set([
  'supported',
  'unverified',
  'attested',
]);

/**
 * The sections with the action items that follow from what stands: from the cause that a person confirms, and not from contributing
 * factors that the evidence does not allow or that a person took out.
 *
 * @param options - `written` is what the synthesiser wrote, with verdicts; `sections` are the same with what people wrote and decided
 */
export function dropUnsupportedClaims(options: {
  written: Section[];
  sections: readonly Section[];
  /** The cause that a person confirms, if there is one. */
  confirmed?: Claim;
  input: DraftFacts;
  verify: (block: DraftBlock) => Block;
}): Section[] {
  const { written, sections, confirmed, input, verify } = options;
  const fallen = new Set(
    fallenFactors(written, sections).map(id => reasonId({ id })),
  );
  const proposals = confirmed
    ? writeActionItems({ ...contextOf(input), cause: statementOf(confirmed) })
    : undefined;
  return written.map(section =>
    section.id === 'actionItems'
      ? {
          ...section,
          blocks: (proposals?.map(verify) ?? section.blocks).filter(
            ({ claims }) => !claims.some(({ id }) => fallen.has(id)),
          ),
        }
      : section,
  );
}

/** Ids of the contributing factors that were written and do not stand, or that a person took out. */
function fallenFactors(
  written: readonly Section[],
  sections: readonly Section[],
): string[] {
  return statementsOf(written, ({ kind }) => kind === 'contributing_factor')
    .filter(statement => !stands(statement, sections))
    .map(({ claim }) => claim.id);
}

type Statement = { claim: Claim; blockId: string };

function statementsOf(
  sections: readonly Section[],
  isMeant: (claim: Claim) => boolean,
): Statement[] {
  return blocksOf(sections).flatMap(({ id: blockId, claims }) =>
    claims.filter(isMeant).map(claim => ({ claim, blockId })),
  );
}

/** Whether a statement stands in a document: in its own words; or by its own evidence, where a person put other words that stand. */
function stands(
  { claim, blockId }: Statement,
  sections: readonly Section[],
): boolean {
  const claims =
    blocksOf(sections).find(({ id }) => id === blockId)?.claims ?? [];
  const same = claims.find(({ text }) => text === claim.text);
  return same
    ? STANDS.has(same.verdict)
    : claims.length > 0 &&
        [claim, ...claims].every(({ verdict }) => STANDS.has(verdict));
}

function blocksOf(sections: readonly Section[]): Block[] {
  return sections.flatMap(({ blocks }) => blocks);
}
