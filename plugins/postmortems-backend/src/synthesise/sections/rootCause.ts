import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { stepsOf } from '../facts/steps';
import { block } from '../write/blocks';
import { findSpans } from '../spans/findSpans';
import { cite, sentence, silently } from '../write/sentence';
import { said } from '../write/said';
import { absence } from './absence';
import type { SectionContext, SectionWriter } from './context';

export const writeRootCause: SectionWriter = context => {
  const { cause } = context;
  if (!cause)
    return [block('paragraph', [undetermined('root_cause', context)])];
  return [
    block('paragraph', [cause]),
    ...stepsOf(context, 'validated').map(({ node, step }) =>
      block('item', [
        sentence(
          'root_cause',
          `step ${node.id}`,
          'Step ',
          cite(node, '/stepId', step.stepId),
          ' of the investigation (',
          cite(node, '/action', step.action.replaceAll('_', ' '), step.action),
          ') was validated: ',
          said(node, '/validation/explanation', step.validation.explanation),
          // What the step saw, beside what the investigator made of it
          silently({
            text: '',
            spans: findSpans(step.validation.explanation, [node]),
          }),
          '.',
        ),
      ]),
    ),
  ];
};

/** That nobody knows the cause, and why this document does not name one. */
export function undetermined(
  kind: ClaimKind,
  context: SectionContext,
): DraftClaim {
  return absence(kind, 'undetermined', context, {
    ofInvestigation: 'leaves the cause undetermined',
    without: 'the cause is undetermined',
  });
}
