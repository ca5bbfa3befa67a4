import { isUnlikelyCause } from '@postmortems/backstage-plugin-postmortems-common';
import type { ClauseWriter } from '../clause';

/** Steps of an investigation, who did what, and what lies between events. */
export const relationClause: ClauseWriter = ([first], language) => {
  const { messages } = language;
  switch (first.type) {
    case 'step': {
      const { outcome, action = 'step', explanation, hypothesis } = first;
      const { target, answer } = first;
      const told = {
        isStated: first.stated === true,
        action: Object.hasOwn(messages.action, action)
          ? messages.action[action]
          : action.replaceAll('_', ' '),
        ...(target && {
          target: language.list(target.map(one => language.quote(one))),
        }),
        ...(explanation && { quote: language.quote(explanation) }),
        ...(hypothesis && { hypothesis: language.quote(hypothesis) }),
      };
      const words = {
        passed: () => messages.found(told),
        failed: () => messages.ruledOut(told),
        not_recorded: () => messages.notRecorded(told),
        not_run: () =>
          messages.notRun({
            ...told,
            ...(answer && { quote: language.quote(answer) }),
          }),
      };
      return { words: words[outcome](), says: 1 };
    }
    case 'did':
      return {
        words: messages.madeBy({
          ...(language.style.people === 'names' && { actor: first.actor }),
        }),
        says: 1,
      };
    case 'order':
      return {
        words: messages.order[first.relation]({
          first: language.event(first.first),
          second: language.event(first.second),
        }),
        says: 1,
      };
    case 'gap':
      return {
        words: messages.gap({
          from: language.event(first.from),
          to: language.event(first.to),
          length: language.length(first.quantity),
        }),
        says: 1,
      };
    case 'dependency':
      return {
        words: messages.dependency({
          from: language.service(first.from),
          to: language.service(first.to),
        }),
        says: 1,
      };
    case 'candidateCause':
      return {
        words: messages.candidate[
          isUnlikelyCause(first) ? 'unlikely' : first.origin
        ]({
          statement: first.statement.replace(/[.\s]+$/, ''),
          quote: language.quote(first.statement.replace(/[.\s]+$/, '')),
          ...(first.speaker && { speaker: first.speaker }),
        }),
        says: 1,
      };
    default:
      return undefined;
  }
};
