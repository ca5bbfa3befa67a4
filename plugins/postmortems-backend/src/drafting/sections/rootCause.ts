import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { conclusionClaim, fully } from '../conclusions/inWords';
import { mainFindings, stepStatement } from '../facts/steps';
import { findSpans } from '../spans/findSpans';
import { block } from '../write/blocks';
import {
  cite,
  claimOf,
  sealSource,
  stated,
  type Stated,
} from '../write/sentence';
import { candidateBlocks, MAX_CANDIDATES } from './candidates';
import type { SectionContext, SectionWriter } from './context';
import { noCause } from './noCause';

export const writeRootCause: SectionWriter = context => {
  const candidates = candidateBlocks(context);
  const concluded = whatPeopleConcluded(context, candidates.length > 0);
  if (candidates.length > 0) {
    return [...candidates, ...concluded, ...findings(context)];
  }
  return concluded.length > 0
    ? concluded
    : [block('paragraph', [noCause('root_cause', context)])];
};

/** What people wrote of the cause, which nobody has confirmed; that it was a false alarm comes first. */
function whatPeopleConcluded(
  context: SectionContext,
  isListed: boolean,
): DraftBlock[] {
  const { conclusions } = context;
  const { falseAlarm, causes, ruledOut } = conclusions;
  const others = new Set(ruledOut.map(({ talk }) => talk));
  const listed = messagesOfCauses(context);
  const untold = causes.filter(({ talk }) => !listed.has(talk.node.id));
  return [...(falseAlarm ? [falseAlarm] : []), ...untold].map((one, index) =>
    block(index === 0 && !isListed ? 'paragraph' : 'item', [
      conclusionClaim('root_cause', one, context, {
        // A message that also rules something out is told in both places by its parts
        text: others.has(one.talk) ? one.sentence : fully(one),
        before: [unconfirmed(context, index === 0 && !isListed)],
      }),
    ]),
  );
}

/** Messages that state a possible cause, which is listed with what ties it. */
function messagesOfCauses({ causes }: SectionContext): Set<string> {
  return new Set(
    causes
      .slice(0, MAX_CANDIDATES)
      .filter(({ assertion }) => assertion.origin === 'chat')
      .flatMap(({ spans }) => spans)
      .filter(({ pointer }) => pointer === '/text')
      .map(({ evidenceId }) => evidenceId),
  );
}

/** What is said is not confirmed; where no possible cause is listed, nothing is. */
function unconfirmed(
  { seal, trace, unusedTrace }: SectionContext,
  isAll: boolean,
): Stated {
  const isNamed = Boolean((trace ?? unusedTrace)?.rootCauseHypothesis);
  return stated(
    {
      type: 'missingEvidence',
      what: isAll && !isNamed ? 'cause' : 'confirmed_cause',
    },
    cite(sealSource(seal), '/bySourceType/agent_trace'),
  );
}

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
