import { stepsOf } from '../facts/steps';
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
  return refuted.map(({ node, step }) => {
    const hypothesis =
      typeof step.hypothesis === 'string' ? step.hypothesis : undefined;
    return block('item', [
      sentence(
        'ruled_out',
        `step ${node.id}`,
        'Ruled out by step ',
        cite(node, '/stepId', step.stepId),
        ...(hypothesis
          ? [': ', said(node, '/hypothesis', hypothesis)]
          : [
              ' (',
              cite(
                node,
                '/action',
                step.action.replaceAll('_', ' '),
                step.action,
              ),
              ')',
            ]),
        ', because ',
        said(node, '/validation/explanation', step.validation.explanation),
        silently(cite(node, '/validation/passed', '')),
        '.',
      ),
    ]);
  });
};
