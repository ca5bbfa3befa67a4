import { wordsOfTalk } from '../conclusions/inWords';
import { block } from '../write/blocks';
import { cite, claimOf, sealSource, stated } from '../write/sentence';
import { absence } from './absence';
import type { SectionContext, SectionWriter } from './context';
import type { SaidFactor } from './factorsInChat';

/** What an investigation names, and what people wrote, which nobody has confirmed. */
export const writeContributingFactors: SectionWriter = context => {
  const claims = [
    ...context.factors,
    ...context.factorsInChat.map(factor => saidFactor(factor, context)),
  ];
  // Of an investigation that the section does not take nothing is said
  return claims.length > 0 || context.unusedTrace
    ? claims.map(claim => block('item', [claim]))
    : [
        block('paragraph', [
          absence(
            'contributing_factor',
            'none',
            context,
            'contributing_factors',
          ),
        ]),
      ];
};

function saidFactor({ text, ...message }: SaidFactor, context: SectionContext) {
  return claimOf(
    'contributing_factor',
    `said ${message.node.id}`,
    [
      stated(
        { type: 'missingEvidence', what: 'confirmed_cause' },
        cite(sealSource(context.seal), '/bySourceType/agent_trace'),
      ),
      ...wordsOfTalk(message, text, context),
    ],
    context,
  );
}
