import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { mainFindings, stepStatement } from '../facts/steps';
import { findSpans } from '../spans/findSpans';
import { block } from '../write/blocks';
import { claimOf } from '../write/sentence';
import { candidateBlocks } from './candidates';
import type { SectionContext, SectionWriter } from './context';
import { noCause } from './noCause';

export const writeRootCause: SectionWriter = context => {
  const candidates = candidateBlocks(context);
  return candidates.length > 0
    ? [...candidates, ...findings(context)]
    : [block('paragraph', [noCause('root_cause', context)])];
};

/** What the steps of the investigation found. Whether that confirms a cause, people decide. */
function findings(context: SectionContext): DraftBlock[] {
  return mainFindings(context).map(one =>
    block('item', [
      claimOf(
        'root_cause',
        `step ${one.node.id}`,
        [stepStatement(one)],
        context,
        // What the step saw, beside what the investigator made of it
        findSpans(one.step.validation.explanation, [one.node]),
      ),
    ]),
  );
}
