import { stepsOf, stepStatement } from '../facts/steps';
import { block } from '../write/blocks';
import { claimOf } from '../write/sentence';
import { absence } from './absence';
import type { SectionWriter } from './context';

export const writeRuledOut: SectionWriter = context => {
  const refuted = stepsOf(context, 'refuted');
  return refuted.length === 0
    ? [
        block('paragraph', [
          absence('ruled_out', 'none', context, 'refuted_hypothesis'),
        ]),
      ]
    : refuted.map(one =>
        block('item', [
          claimOf(
            'ruled_out',
            `step ${one.node.id}`,
            [stepStatement(one)],
            context,
          ),
        ]),
      );
};
