import { conclusionClaim, fully } from '../conclusions/inWords';
import { stepsOf, stepStatement } from '../facts/steps';
import { block } from '../write/blocks';
import { claimOf } from '../write/sentence';
import { absence } from './absence';
import type { SectionWriter } from './context';
import { unlikelyBlocks } from './unlikelyCauses';

export const writeRuledOut: SectionWriter = context => {
  const { causes, ruledOut } = context.conclusions;
  const explaining = new Set(causes.map(({ talk }) => talk));
  const refuted = stepsOf(context, 'refuted').map(one =>
    block('item', [
      claimOf(
        'ruled_out',
        `step ${one.node.id}`,
        [stepStatement(one)],
        context,
      ),
    ]),
  );
  const inWords = ruledOut.map(one =>
    block('item', [
      conclusionClaim('ruled_out', one, context, {
        text: explaining.has(one.talk) ? one.sentence : fully(one),
      }),
    ]),
  );
  const blocks = [...refuted, ...inWords, ...unlikelyBlocks(context)];
  // Of an investigation that the section does not take nothing is said
  return blocks.length > 0 || context.unusedTrace
    ? blocks
    : [
        block('paragraph', [
          absence('ruled_out', 'none', context, 'refuted_hypothesis'),
        ]),
      ];
};
