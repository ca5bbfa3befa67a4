import type { StepPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf, Language } from '../../../verification';
import { stepsOf } from '../../facts/steps';
import { cite, claimOf, firstSentences, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

/** What tools say when the investigator lacks rights; whatever else fails is no matter of access. */
const LACKED_ACCESS =
  /\b(?:forbidden|denied|unauthori[sz]ed|permissions?|not permitted|not allowed|no (?:access|rights?)|lack of rights|log-?in failed|credentials?|40[13])\b/i;

/** Characters of a refusal, and how deep in an output it may stand. */
const MAX_REFUSAL = 90;
const MAX_DEPTH = 4;

/** Access for the investigation, when a tool call of it was refused: to what, in the words of the tool, and when. */
export function aboutFailedSteps(context: SectionContext): Proposal[] {
  const refused = stepsOf(context, 'failed')
    .map(({ node, step }) => ({ node, step, words: refusalIn(step) }))
    .find(({ words }) => words !== undefined);
  if (!refused) return [];
  const { node, step, words = '' } = refused;
  const { precision, style, messages } = context;
  const { proposal, action: names } = messages;
  const language = new Language(style, messages);
  const action = Object.hasOwn(names, step.action)
    ? names[step.action]
    : step.action.replaceAll('_', ' ');
  const time = language.instant(
    instantOf(node.timestamp, precision, style.timeZone),
  );
  return [
    {
      title: titled(
        proposal.repairTool({ action, time, quote: language.quote(words) }),
      ),
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

/** What the tool said when it refused; at least that the investigator was refused. */
function refusalIn({ output, validation }: StepPayload): string | undefined {
  const said = [...textsIn(output), validation.explanation].find(text =>
    LACKED_ACCESS.test(text),
  );
  return said && firstSentences(said.slice(0, MAX_REFUSAL));
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  // A status may be a number
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null && depth < MAX_DEPTH
    ? Object.values(value).flatMap(one => textsIn(one, depth + 1))
    : [];
}
