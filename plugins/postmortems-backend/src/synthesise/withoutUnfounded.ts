import type {
  Block,
  RetrospectiveContent,
  Section,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftBlock,
  SynthesisInput,
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
  'partial',
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
export function withoutUnfounded(options: {
  written: Section[];
  document: Pick<RetrospectiveContent, 'sections' | 'rootCauseStatus'>;
  input: SynthesisInput;
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
  {
    sections,
    rootCauseStatus,
  }: Pick<RetrospectiveContent, 'sections' | 'rootCauseStatus'>,
): boolean {
  const stated = blocksOf(written).find(({ claims }) =>
    claims.some(({ id }) => id === CAUSE_ID),
  );
  return (
    stated !== undefined &&
    (rootCauseStatus === 'undetermined' || !stands(stated, sections))
  );
}

/** Ids of the contributing factors that were written and do not stand, or that a person took out. */
function fallenFactors(
  written: readonly Section[],
  sections: readonly Section[],
): string[] {
  return blocksOf(written)
    .filter(({ claims }) =>
      claims.some(({ kind }) => kind === 'contributing_factor'),
    )
    .filter(block => !stands(block, sections))
    .flatMap(({ claims }) => claims.map(({ id }) => id));
}

/** Whether what is written stands, or the words that a person put in its place. */
function stands({ id }: Block, sections: readonly Section[]): boolean {
  const claims = blocksOf(sections).find(block => block.id === id)?.claims;
  return (
    claims !== undefined &&
    claims.length > 0 &&
    claims.every(({ verdict }) => STANDS.has(verdict))
  );
}

function blocksOf(sections: readonly Section[]): Block[] {
  return sections.flatMap(({ blocks }) => blocks);
}
