import {
  RECORD_EVIDENCE_ID,
  type Assertion,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';
import { spokenClause, withWords } from './spoken';

/** Services that the summary of an incident names before it counts the others. */
export const MAX_SERVICES = 5;

/** What the incident's record says. */
export const recordClause: ClauseWriter = (assertions, language) => {
  const happened = happenedClause(assertions, language);
  if (happened) return happened;
  const [first] = assertions;
  const { messages } = language;
  switch (first.type) {
    case 'milestone':
      return { words: messages.milestone[first.event], at: first.at, says: 1 };
    case 'duration':
      return {
        words: messages.duration[first.of]({
          length: language.length(first.quantity),
        }),
        says: 1,
      };
    case 'state': {
      const { evidence, state, at } = first;
      return {
        words:
          evidence === RECORD_EVIDENCE_ID
            ? messages.incidentState[state]
            : messages.state[state]({ event: language.event({ evidence }) }),
        says: 1,
        ...(at && { at }),
      };
    }
    case 'record':
      return {
        words:
          first.field === 'services'
            ? messages.affected({
                number: language.number(first.values.length),
                count: first.values.length,
                services: language.list(
                  first.values.map(name => language.service(name)),
                ),
              })
            : messages.record[first.field]({
                value: language.list(first.values),
              }),
        says: 1,
      };
    default:
      return undefined;
  }
};

/** Key, severity, services, length, start and end of an incident in one sentence. */
function happenedClause(
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const [key, severity, services, ...rest] = assertions;
  const isStart =
    isOf(key, 'record') &&
    key.field === 'key' &&
    isOf(severity, 'record') &&
    severity.field === 'severity' &&
    isOf(services, 'record') &&
    services.field === 'services';
  if (!isStart) return undefined;
  const length = rest.find(one => isOf(one, 'duration'));
  const [start, end] = isOf(rest[0], 'duration') ? rest.slice(1) : rest;
  if (!isOf(start, 'milestone')) return undefined;
  const { messages } = language;
  const names = services.values.map(name => language.service(name));
  const named = names.slice(0, MAX_SERVICES);
  const told = {
    key: key.values[0],
    severity: severity.values[0],
    services: language.list(
      named.length < names.length ? [...named, messages.others] : named,
    ),
    start: language.instant(start.at, true),
  };
  // People wrote of the incident itself that it was none
  const spoken = spokenClause(rest.slice(2), language);
  const isEnded = isOf(end, 'milestone');
  const isState = isOf(end, 'state') && end.evidence === RECORD_EVIDENCE_ID;
  if (!length && spoken && (isEnded || isState)) {
    const words = messages.reportedIncident({
      ...told,
      ...(isEnded && { end: language.instant(end.at) }),
    });
    return withWords({ words, says: 5 }, assertions, language);
  }
  if (isEnded && isOf(length, 'duration')) {
    return {
      words: messages.happened({
        ...told,
        length: language.length(length.quantity),
        end: language.instant(end.at),
      }),
      says: 6,
    };
  }
  return isState ? { words: messages.happened(told), says: 5 } : undefined;
}
