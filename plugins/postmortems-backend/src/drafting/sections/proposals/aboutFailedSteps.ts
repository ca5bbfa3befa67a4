import { stepsOf } from '../../facts/steps';
import { cite, claimOf, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

/** Access for the investigation, when tool calls of it did not get through. */
export function aboutFailedSteps(context: SectionContext): Proposal[] {
  const [failed] = stepsOf(context, 'failed');
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
