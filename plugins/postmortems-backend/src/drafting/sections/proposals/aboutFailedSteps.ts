import { stepsOf } from '../../facts/steps';
import { cite, claimOf, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

/** What tools say when the investigator lacks rights; whatever else fails is no matter of access. */
const LACKED_ACCESS =
  /\b(?:forbidden|denied|unauthori[sz]ed|permissions?|not permitted|not allowed|no (?:access|rights?)|lack of rights|log-?in failed|credentials?|40[13])\b/i;

/** Access for the investigation, when a tool call of it was refused. */
export function aboutFailedSteps(context: SectionContext): Proposal[] {
  const failed = stepsOf(context, 'failed').find(
    ({ step: { output, validation } }) =>
      LACKED_ACCESS.test(JSON.stringify(output ?? '')) ||
      LACKED_ACCESS.test(validation.explanation),
  );
  if (!failed) return [];
  const { node, step } = failed;
  const { proposal, action: names } = context.messages;
  const action = Object.hasOwn(names, step.action)
    ? names[step.action]
    : step.action.replaceAll('_', ' ');
  return [
    {
      title: titled(proposal.repairTool({ action })),
      endState: proposal.toolAnswers({ action }),
      type: 'repair',
      priority: 'low',
      why: claimOf(
        'action_item',
        'failed step',
        [
          stated(
            {
              type: 'step',
              evidence: node.id,
              outcome: 'not_run',
              action: step.action,
            },
            cite(node, '/action'),
          ),
        ],
        context,
      ),
    },
  ];
}
