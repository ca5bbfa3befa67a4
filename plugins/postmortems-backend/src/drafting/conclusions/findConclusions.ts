import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import type { AboutIncident } from '../facts/aboutIncident';
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
export function* findConclusions(options: {
  evidence: readonly KnownEvidence[];
  incident: Incident;
  /** Ids of the changes that may be causes. */
  causes: ReadonlySet<string>;
  /** Those of which people say that they are none. */
  denied: ReadonlySet<string>;
  /** Tells messages about the incident from others. */
  about: AboutIncident;
}): Steps<Conclusions> {
  const conversation = yield* Conversation.of(options);
  const figures = yield* figuresIn(conversation);
  const explained = yield* causesIn(
    conversation,
    new Set(figures.filter(({ isReport }) => isReport).map(one => one.talk)),
  );
  const impact = yield* toldFigures(figures);
  // Whoever counts those affected was not alarmed for nothing, unless that is the last word
  const alarm = falseAlarmIn(conversation);
  const isLast = impact.every(({ talk }) => talk.at < (alarm?.talk.at ?? 0));
  const falseAlarm = isLast ? alarm : undefined;
  // Told once, as what it is
  const causes = explained.filter(({ talk }) => talk !== falseAlarm?.talk);
  const ruledOut = yield* ruledOutIn(conversation, {
    told: new Set(
      [...causes, ...(falseAlarm ? [falseAlarm] : [])].map(
        ({ sentence }) => sentence,
      ),
    ),
    figures: impact,
    isFalseAlarm: falseAlarm !== undefined,
  });
  yield;
  const recovered = recoveredIn(conversation, falseAlarm);
  const acted = actedIn(conversation, [...causes, ...ruledOut]);
  const questions = yield* openQuestions(conversation, [
    ...causes,
    ...ruledOut,
  ]);
  const asked = new Set(questions.map(({ talk }) => talk));
  return {
    causes,
    ruledOut,
    impact,
    unaffected: unaffectedIn(conversation),
    ...(falseAlarm && { falseAlarm }),
    ...(acted && { acted }),
    ...(recovered && { recovered }),
    decisions: decisionsIn(conversation),
    unknown: unknownIn(conversation).filter(({ talk }) => !asked.has(talk)),
    questions,
  };
}
