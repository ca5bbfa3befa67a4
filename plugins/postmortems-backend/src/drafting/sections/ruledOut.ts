import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { actionOf, stepsOf, type TraceStep } from '../facts/steps';
import { block } from '../write/blocks';
import { cite, sentence, silently } from '../write/sentence';
import { said } from '../write/said';
import { absence } from './absence';
import type { SectionWriter } from './context';

export const writeRuledOut: SectionWriter = context => {
  const refuted = stepsOf(context, 'refuted');
  if (refuted.length === 0) {
    return [
      block('paragraph', [
        absence('ruled_out', 'none', context, {
          ofInvestigation: 'ruled out no hypothesis',
          without: 'nothing has been ruled out',
        }),
      ]),
    ];
  }
  return refuted.map(one => block('item', [refutation(one)]));
};

function refutation(one: TraceStep): DraftClaim {
  const { node, step } = one;
  const { explanation } = step.validation;
  const hypothesis =
    typeof step.hypothesis === 'string' ? step.hypothesis : undefined;
  return sentence(
    'ruled_out',
    `step ${node.id}`,
    'Ruled out by ',
    actionOf(one),
    ': ',
    ...(hypothesis
      ? [
          said(node, '/hypothesis', hypothesis.replace(/[\s.]+$/, '')),
          ', because ',
        ]
      : []),
    said(node, '/validation/explanation', explanation),
    silently(cite(node, '/validation/passed', '')),
    '.',
  );
}
