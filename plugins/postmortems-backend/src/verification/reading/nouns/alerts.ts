import { serviceName, type AlertFact } from '../EvidenceIndex';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from '../rules';
import { stem } from '../stem';
import {
  bindingOf,
  determiner,
  type EventMention,
  type Mention,
} from './mention';
import { alertName, ofService, service } from './names';

/** An alert, with what words state of it beyond its name. */
export type AlertMention = Mention<AlertFact> & {
  service?: string;
  severity?: string;
};

const NOUN = words('alert', 'alarm', 'alerts', 'page');
const severity = words('critical', 'warning', 'info', 'high', 'low', 'page');

/** Candidates by words of the name: `the queue backlog alert`. */
const byWords: Rule<AlertFact[]> = ({ tokens, index }, at) => {
  let candidates = index.alerts;
  for (let end = at; end < tokens.length && end < at + 6; end += 1) {
    const { key, kind } = tokens[end];
    if (kind !== 'word') break;
    if (end > at && ['alert', 'alarm', 'page', 'warning'].includes(key)) {
      return [{ value: candidates, end: end + 1 }];
    }
    candidates = candidates.filter(({ words: known }) => known.has(stem(key)));
    if (candidates.length === 0) break;
  }
  return [];
};

const byName: Rule<AlertFact[]> = (input, at) =>
  alertName(input, at).map(({ value, end }) => ({
    value: input.index.alerts.filter(({ name }) => name === value),
    end,
  }));

type Parts = {
  candidates?: AlertFact[];
  isNamed: boolean;
  severity?: string;
  service?: string;
};

const parts: Rule<Parts> = alt<Parts>(
  map(
    seq(opt(determiner), opt(severity), byName, opt(NOUN), opt(ofService)),
    ([, level, candidates, , of]) => ({
      candidates,
      isNamed: true,
      severity: level,
      service: of,
    }),
  ),
  map(
    seq(
      words('the', 'an', 'a'),
      opt(severity),
      words('alert', 'alarm'),
      byName,
      opt(ofService),
    ),
    ([, level, , candidates, of]) => ({
      candidates,
      isNamed: true,
      severity: level,
      service: of,
    }),
  ),
  map(seq(determiner, byWords, opt(ofService)), ([, candidates, of]) => ({
    candidates,
    isNamed: false,
    service: of,
  })),
  map(
    seq(
      words('the', 'an'),
      opt(severity),
      words('alert', 'alarm', 'page'),
      opt(ofService),
    ),
    ([, level, , of]) => ({ isNamed: false, severity: level, service: of }),
  ),
  map(
    seq(words('the', 'an'), service, words('alert', 'alarm', 'page')),
    ([, of]) => ({ isNamed: false, service: of }),
  ),
);

/** `CheckoutErrors`, `the critical alert for checkout`, `the backlog alert`. */
export const alert: Rule<AlertMention> = memo(
  mapAll(parts, ({ candidates, isNamed, ...stated }, input) => {
    const all = candidates ?? input.index.alerts;
    const ofStated = all.filter(
      one =>
        !stated.service ||
        serviceName(one.service) === serviceName(stated.service),
    );
    // What is named stays meant, though the words say something else of it.
    const found = ofStated.length > 0 || !isNamed ? ofStated : all;
    return found.map(fact => ({
      fact,
      ...bindingOf(input, [fact.fired, fact.ended], isNamed),
      ...(stated.service && { service: stated.service }),
      ...(stated.severity && { severity: stated.severity }),
    }));
  }),
);

/** The start or the end of an alert. */
export function alertEvent(
  mention: AlertMention,
  event: 'fired' | 'ended',
  stated: { severity?: string; service?: string } = {},
): EventMention {
  const { fact, uncited, isNamed } = mention;
  const evidence = event === 'fired' ? fact.fired : fact.ended ?? fact.fired;
  const severityStated = stated.severity ?? mention.severity;
  const serviceStated = stated.service ?? mention.service;
  return {
    uncited,
    isNamed,
    ref: { evidence, pointer: event === 'fired' ? '/startsAt' : '/endsAt' },
    states: at => [
      {
        type: 'alert',
        evidence,
        name: fact.name,
        event,
        ...(serviceStated && { service: serviceStated }),
        ...(severityStated && { severity: severityStated }),
        ...(at && { at }),
      },
    ],
  };
}
