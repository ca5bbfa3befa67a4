import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { actionOf, stepsOf, type TraceStep } from '../facts/steps';
import { block } from '../write/blocks';
import { findSpans } from '../spans/findSpans';
import { cite, sentence, silently } from '../write/sentence';
import { said } from '../write/said';
import type { SectionContext, SectionWriter } from './context';
import { noCause } from './noCause';

export const writeRootCause: SectionWriter = context => {
  const { cause } = context;
  if (!cause) return [block('paragraph', [noCause('root_cause', context)])];
  return [block('paragraph', [cause]), ...findings(context, 'Confirmed')];
};

/**
 * What the steps of the investigation showed.
 *
 * @param word - `Found` when that does not confirm the cause which the investigation names
 */
export function findings(
  context: SectionContext,
  word: 'Confirmed' | 'Found',
): DraftBlock[] {
  return stepsOf(context, 'validated').map(one =>
    block('item', [finding(one, word)]),
  );
}

function finding(one: TraceStep, word: string): DraftClaim {
  const { node, step } = one;
  const { explanation } = step.validation;
  return sentence(
    'root_cause',
    `step ${node.id}`,
    `${word} by `,
    actionOf(one),
    ': ',
    said(node, '/validation/explanation', explanation),
    silently(
      cite(node, '/validation/passed', ''),
      // What the step saw, beside what the investigator made of it
      { text: '', spans: findSpans(explanation, [node]) },
    ),
    '.',
  );
}
