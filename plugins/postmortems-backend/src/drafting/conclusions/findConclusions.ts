import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownEvidence } from '../facts/knownEvidence';
import { causesIn } from './causes';
import { Conversation } from './Conversation';
import { figuresIn, toldFigures } from './figures';
import { openQuestions } from './openQuestions';
import {
  actedIn,
  decisionsIn,
  falseAlarmIn,
  recoveredIn,
  unaffectedIn,
  unknownIn,
} from './outcomes';
import { ruledOutIn } from './ruledOut';
import type { Conclusions } from './types';

/** Reads the chat once and finds what people concluded. */
export function findConclusions(options: {
  evidence: readonly KnownEvidence[];
  incident: Incident;
  /** Ids of the changes that may be causes. */
  causes: ReadonlySet<string>;
}): Conclusions {
  const conversation = new Conversation(options);
  const figures = figuresIn(conversation);
  const explained = causesIn(
    conversation,
    new Set(
      figures.filter(({ isReport }) => isReport).map(one => one.sentence),
    ),
  );
  const impact = toldFigures(figures).filter(
    ({ talk }) => !explained.some(cause => cause.talk === talk),
  );
  // Whoever counts those affected was not alarmed for nothing
  const falseAlarm =
    impact.length === 0 ? falseAlarmIn(conversation) : undefined;
  // Told once, as what it is
  const causes = explained.filter(({ talk }) => talk !== falseAlarm?.talk);
  const ruledOut = ruledOutIn(conversation, {
    told: new Set(
      [...causes, ...(falseAlarm ? [falseAlarm] : [])].map(
        ({ sentence }) => sentence,
      ),
    ),
    isFalseAlarm: falseAlarm !== undefined,
  });
  const recovered = recoveredIn(conversation, falseAlarm);
  const acted = actedIn(conversation, [...causes, ...ruledOut]);
  return {
    causes,
    ruledOut,
    impact,
    unaffected: unaffectedIn(conversation),
    ...(falseAlarm && { falseAlarm }),
    ...(acted && { acted }),
    ...(recovered && { recovered }),
    decisions: decisionsIn(conversation),
    unknown: unknownIn(conversation),
    questions: openQuestions(conversation, [...causes, ...ruledOut]),
  };
}
