import { wordsOfTalk } from '../conclusions/inWords';
import type { Conclusion } from '../conclusions/types';
import type { Stated } from '../write/sentence';
import type { SectionContext } from './context';

/** Longer questions are read where they stand whole. */
const MAX_LENGTH = 180;

/** The question and the gap in what is known that matter most, in people's words; the others stand under "Not checked". */
export function openWords(context: SectionContext): Stated[] {
  const { questions, unknown, causes, falseAlarm } = context.conclusions;
  const told = new Set([falseAlarm, ...causes].map(one => one?.talk));
  const [question, gap] = [questions, unknown].map(all =>
    mostTelling(all.filter(({ talk }) => !told.has(talk))),
  );
  return [question, gap]
    .flatMap(one => one ?? [])
    .flatMap(one => wordsOfTalk(one.talk, inShort(one), context));
}

function mostTelling(all: readonly Conclusion[]): Conclusion | undefined {
  return all
    .filter(one => inShort(one).length <= MAX_LENGTH)
    .reduce<Conclusion | undefined>(
      (best, one) => (best && best.score >= one.score ? best : one),
      undefined,
    );
}

/** The message where it is short, since a question is understood from what stands around it. */
function inShort({ talk, sentence }: Conclusion): string {
  const text = talk.payload.text.trim();
  return (text.length <= MAX_LENGTH ? text : sentence).replace(/[.\s]+$/, '');
}
