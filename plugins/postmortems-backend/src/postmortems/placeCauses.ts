import { isDeepStrictEqual } from 'node:util';
import {
  candidateCauseOf,
  isUnlikelyCause,
  type Block,
  type Claim,
  type EvidenceSeal,
  type PostmortemContent,
  type Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import {
  ALL_RULED_OUT_ID,
  allRuledOut,
  causeInShort,
  OPEN_ID,
  openInShort,
  saidOfCause,
  SHORT_CAUSE_ID,
} from '../drafting';
import { documentStyle } from '../verification';
import { isConfirmed, listCauses } from './rootCauseStatus';

type Sections = PostmortemContent['sections'];

/**
 * Puts each possible cause where people's decisions put it: what was ruled out
 * under "Ruled out", the others under "Root cause", confirmed ones first; and says
 * in the summary what is known of the cause.
 *
 * @param options - `verify` gives verdicts to sentences that this writes
 */
export function placeCauses(
  sections: Sections,
  options: { seal: EvidenceSeal; verify: (block: DraftBlock) => Block },
): Sections {
  const placed = moveRuledOut(sections, options);
  const causes = listCauses(placed);
  const isDecided = hasDecisions(sections);
  const summary = placed
    .find(({ id }) => id === 'summary')
    ?.blocks.flatMap(({ claims }) => claims);
  const saidIn = (id: string) => {
    const before = summary?.find(claim => claim.id === id);
    return before ? saidOfCause(before) : [];
  };
  const confirmed = causes.filter(isConfirmed);
  const { seal } = options;
  const style = documentStyle({ startedAt: String(seal.incident.startedAt) });
  const short = causeInShort({
    confirmed,
    listed: causes,
    seal,
    style,
    said: saidIn(SHORT_CAUSE_ID),
  });
  const open = openInShort({
    isCauseOpen: confirmed.length === 0,
    said: saidIn(OPEN_ID),
    seal,
    style,
  });
  return placed.map(section =>
    section.id === 'summary' && (causes.length > 0 || isDecided)
      ? {
          ...section,
          blocks: section.blocks.map(block =>
            withOpen(
              withShortCause(block, short, options.verify),
              open,
              options.verify,
            ),
          ),
        }
      : section,
  );
}

function moveRuledOut(
  sections: Sections,
  options: { seal: EvidenceSeal; verify: (block: DraftBlock) => Block },
): Sections {
  const root = sections.find(({ id }) => id === 'rootCause');
  const ruledOut = sections.find(({ id }) => id === 'ruledOut');
  // Without the section, what was ruled out stays where it was, with its decision
  if (!root || !ruledOut) return sections;
  const goes = root.blocks.filter(isRuledOut);
  const returns = ruledOut.blocks.filter(
    block => isCause(block) && !isRuledOut(block),
  );
  const stays = [
    ...root.blocks.filter(block => isCause(block) && !isRuledOut(block)),
    ...returns,
  ];
  const others = root.blocks.filter(
    block => !isCause(block) && !isAllRuledOut(block),
  );
  const causes = root.order
    ? stays
    : [
        ...stays.filter(({ claims }) => claims.some(isConfirmed)),
        ...stays.filter(({ claims }) => !claims.some(isConfirmed)),
      ];
  const isEmpty =
    causes.length === 0 && !others.some(({ type }) => type === 'paragraph');
  const rootBlocks = [
    ...(isEmpty && goes.length + ruledOut.blocks.filter(isRuledOut).length > 0
      ? [options.verify(allRuledOut(options.seal))]
      : []),
    ...causes,
    ...others,
  ];
  const stayRuledOut = ruledOut.blocks.filter(one => !returns.includes(one));
  const out = goes.length > 0 ? withoutAbsence(stayRuledOut) : stayRuledOut;
  return sections.map((section): Section => {
    if (section === root) return { ...section, blocks: rootBlocks };
    return section === ruledOut
      ? { ...section, blocks: [...out, ...goes] }
      : section;
  });
}

/** "No hypotheses were ruled out" is no longer true. */
function withoutAbsence(blocks: readonly Block[]): Block[] {
  return blocks.filter(
    ({ type, author, claims }) =>
      author.type === 'person' ||
      type !== 'paragraph' ||
      claims.some(({ kind }) => kind === 'root_cause'),
  );
}

function isCause({ claims }: Block): boolean {
  return claims.some(
    ({ kind, reading }) =>
      kind === 'root_cause' &&
      reading?.assertions.some(({ type }) => type === 'candidateCause'),
  );
}

/** By a person, or by the evidence as long as no person decided. */
function isRuledOut(block: Block): boolean {
  return (
    isCause(block) &&
    block.claims.every(claim => {
      const { decision } = claim;
      const cause = candidateCauseOf(claim);
      return decision
        ? decision.outcome === 'ruled_out'
        : cause !== undefined && isUnlikelyCause(cause);
    })
  );
}

function isAllRuledOut({ claims }: Block): boolean {
  return claims.some(({ id }) => id === ALL_RULED_OUT_ID);
}

function hasDecisions(sections: Sections): boolean {
  return sections.some(({ blocks }) =>
    blocks.some(({ claims }) => claims.some(({ decision }) => decision)),
  );
}

function withShortCause(
  block: Block,
  short: DraftBlock['claims'][number],
  verify: (block: DraftBlock) => Block,
): Block {
  if (block.author.type === 'person') return block;
  const index = block.claims.findIndex(({ id }) => id === SHORT_CAUSE_ID);
  if (index < 0) return block;
  const [claim] = verify({ ...block, claims: [short] }).claims;
  return saysTheSame(block.claims[index], claim)
    ? block
    : { ...block, claims: block.claims.with(index, claim) };
}

/** Says last in the summary what is still open, or nothing where all is settled. */
function withOpen(
  block: Block,
  open: DraftBlock['claims'][number] | undefined,
  verify: (block: DraftBlock) => Block,
): Block {
  const isSummary = block.claims.some(({ id }) => id === SHORT_CAUSE_ID);
  if (block.author.type === 'person' || !isSummary) return block;
  const others = block.claims.filter(({ id }) => id !== OPEN_ID);
  const before = block.claims.find(({ id }) => id === OPEN_ID);
  if (!open) return before ? { ...block, claims: others } : block;
  const [claim] = verify({ ...block, claims: [open] }).claims;
  return before && saysTheSame(before, claim)
    ? block
    : { ...block, claims: [...others, claim] };
}

function saysTheSame(before: Claim, claim: Claim): boolean {
  const isSame =
    before.text === claim.text ||
    // Told in another time zone
    (claim.reading !== undefined &&
      isDeepStrictEqual(before.reading?.assertions, claim.reading.assertions));
  return isSame && before.verdict === claim.verdict;
}
