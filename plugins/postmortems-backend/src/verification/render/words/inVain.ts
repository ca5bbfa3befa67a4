import { isOf, type ClauseWriter } from '../clause';
import { alertOrChangeClause } from './happenings';
import { metricClause } from './metrics';

/** That a change was undone, and what the incident showed after that. */
export const inVainClause: ClauseWriter = ([order, undo, effect], language) => {
  if (
    !isOf(order, 'order') ||
    order.relation !== 'before' ||
    !isOf(undo, 'deploymentChange') ||
    !undo.at ||
    order.first.evidence !== undo.evidence
  ) {
    return undefined;
  }
  const { messages } = language;
  const change = messages.happenedAt({
    words: alertOrChangeClause([undo], language)!.words,
    time: language.instant(undo.at),
  });
  if (isOf(effect, 'value') && effect.at) {
    const { words } = metricClause([effect], language)!;
    const time = language.instant(effect.at);
    const later = messages.happenedAt({ words, time });
    return { words: messages.undoneInVain({ change, later }), says: 3 };
  }
  if (isOf(effect, 'alert') && effect.at) {
    const { words } = alertOrChangeClause([effect], language)!;
    const time = language.instant(effect.at);
    return { words: messages.endedOnlyAt({ change, words, time }), says: 3 };
  }
  return undefined;
};
