import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { block } from '../write/blocks';
import { serviceName } from '../write/names';
import {
  cite,
  claimId,
  listed,
  recordSource,
  sentence,
  type Cited,
} from '../write/sentence';
import { dayAndTime, duration, timeOfDay } from '../write/times';
import { alertCount } from './alertCount';
import type { SectionContext, SectionWriter } from './context';
import { metricSentence } from './metricSentence';
import { noCause } from './noCause';

const CAUSE = 'cause';
/** The id of the sentence that tells the cause in short. */
export const SHORT_CAUSE_ID = claimId('summary', CAUSE);
/** Services that the summary names before it counts the others. */
const MAX_SERVICES = 5;
/** Metrics that a technical summary tells; an executive one tells one. */
const METRICS = { executive: 1, technical: 3 };

export const writeSummary: SectionWriter = context => {
  const { tone, maxLength } = context.template.sections.summary;
  const claims = [
    whatHappened(context),
    causeInShort(context),
    ...context.metrics
      .filter(({ isNotable }) => isNotable)
      .slice(0, METRICS[tone])
      .map(fact => metricSentence('summary', fact, context)),
    ...alertCount('summary', context),
  ];
  return [block('paragraph', fit(claims, maxLength))];
};

function whatHappened({
  incident,
  seal,
  day,
  seconds,
}: SectionContext): DraftClaim {
  const { services, startedAt, resolvedAt } = incident;
  const record = recordSource(seal);
  const named = services
    .slice(0, MAX_SERVICES)
    .map((ref, index) => cite(record, `/services/${index}`, serviceName(ref)));
  const others =
    services.length > named.length ? [{ text: 'others', spans: [] }] : [];
  const says = (...words: (string | Cited)[]) =>
    sentence(
      'summary',
      'what happened',
      cite(record, '/key', incident.key),
      ' (',
      cite(record, '/severity', incident.severity),
      ') affected ',
      listed([...named, ...others]),
      ...words,
      '.',
    );
  const start = cite(record, '/startedAt', dayAndTime(startedAt, seconds));
  if (!resolvedAt) {
    return says(
      ' from ',
      start,
      ' and had not been resolved when the evidence was sealed',
      cite(record, '/status', ''),
    );
  }
  return says(
    ` for ${duration(Date.parse(resolvedAt) - Date.parse(startedAt))}, from `,
    start,
    ' to ',
    cite(record, '/resolvedAt', timeOfDay(resolvedAt, { day, seconds })),
  );
}

function causeInShort(context: SectionContext): DraftClaim {
  const { cause } = context;
  if (!cause) return noCause('summary', context);
  return {
    ...sentence('summary', CAUSE, `Cause: ${cause.text}`),
    // What is said of the cause is checked as strictly here as in its own section
    kind: 'root_cause',
    spans: cause.spans,
  };
}

/** As many sentences as the template has room for, but never none. */
function fit(claims: DraftClaim[], maxLength: number): DraftClaim[] {
  let length = 0;
  return claims.filter(({ text }, index) => {
    length += text.length + 1;
    return index === 0 || length <= maxLength;
  });
}
