import type {
  Block,
  Claim,
  PostmortemContent,
  Section,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftBlock,
  DraftInput,
} from '@postmortems/backstage-plugin-postmortems-node';
import { contextOf } from './contextOf';
import { proposed } from './sections/actionItems';
import { noCause } from './sections/noCause';
import { findCause } from './sections/proposals/aboutCause';
import { reasonId } from './sections/proposals/proposal';
import { findings } from './sections/rootCause';
import { CAUSE_ID } from './sections/statements';
import { SHORT_CAUSE_ID } from './sections/summary';

const STANDS: ReadonlySet<Verdict> = new Set([
  'supported',
  'unverified',
  'attested',
]);

/**
 * The sections without what rests on a cause or a contributing factor that does not stand: the sentence of the summary that tells the
 * cause, and action items that follow from either. While no cause stands, the summary says that it is unconfirmed, what the steps of the
 * investigation found is not told as its confirmation, and to find it is proposed.
 *
 * @param options - `written` is what the synthesiser wrote, with verdicts; `document` is the same with what people wrote in its place,
 * which decides what stands
 */
export function dropUnsupportedClaims(options: {
  written: Section[];
  document: Pick<PostmortemContent, 'sections' | 'rootCauseStatus'>;
  input: DraftInput;
  verify: (block: DraftBlock) => Block;
}): Section[] {
  const { written, document, input, verify } = options;
  const causeFell = causeFalls(written, document);
  const context =
    causeFell && document.rootCauseStatus === 'undetermined'
      ? contextOf(input)
      : undefined;

  const withoutCause = (block: Block): Block => ({
    ...block,
    claims: block.claims.flatMap(claim => {
      if (claim.id !== SHORT_CAUSE_ID) return [claim];
      if (!causeFell && STANDS.has(claim.verdict)) return [claim];
      const instead = context
        ? [noCause('summary', context, 'unconfirmed')]
        : [];
      return verify({ ...block, claims: instead }).claims;
    }),
  });
  const reasons = new Set(
    [
      ...(causeFell ? [CAUSE_ID] : []),
      ...fallenFactors(written, document.sections),
    ].map(id => reasonId({ id })),
  );
  const isFounded = ({ claims }: Block) =>
    !claims.some(({ id }) => reasons.has(id));

  const found = new Map(
    context && findings(context, 'Found').map(block => [block.id, block]),
  );
  const withFindings = (block: Block): Block => {
    const finding = found.get(block.id);
    return finding ? verify(finding) : block;
  };
  const search = context
    ? [verify(proposed(findCause(context, 'unconfirmed'), context))]
    : [];

  return written.map(section => {
    const { id, blocks } = section;
    switch (id) {
      case 'summary':
        return { ...section, blocks: blocks.map(withoutCause) };
      case 'rootCause':
        return { ...section, blocks: blocks.map(withFindings) };
      case 'actionItems':
        return { ...section, blocks: [...search, ...blocks.filter(isFounded)] };
      default:
        return section;
    }
  });
}

function causeFalls(
  written: readonly Section[],
  document: Pick<PostmortemContent, 'sections' | 'rootCauseStatus'>,
): boolean {
  return statementsOf(written, ({ id }) => id === CAUSE_ID).some(
    statement =>
      document.rootCauseStatus === 'undetermined' ||
      !stands(statement, document.sections),
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
