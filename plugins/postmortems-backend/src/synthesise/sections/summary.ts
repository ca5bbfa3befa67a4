import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { block } from '../write/blocks';
import { serviceName } from '../write/names';
import { cite, listed, recordSource, sentence } from '../write/sentence';
import { dayAndMinute, duration, minuteOf } from '../write/times';
import { alertCount } from './alertCount';
import type { SectionContext, SectionWriter } from './context';
import { metricSentence } from './metricSentence';
import { undetermined } from './rootCause';

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
      .filter(({ change }) => change > 0)
      .slice(0, METRICS[tone])
      .map(fact => metricSentence('summary', fact)),
    ...alertCount('summary', context),
  ];
  return [block('paragraph', fit(claims, maxLength))];
};

function whatHappened({ incident, seal }: SectionContext): DraftClaim {
  const record = recordSource(seal);
  const named = incident.services.slice(0, MAX_SERVICES);
  const services = listed(
    named.map((ref, index) =>
      cite(record, `/services/${index}`, serviceName(ref)),
    ),
  );
  const more = incident.services.length > named.length ? ' and others' : '';
  const start = cite(record, '/startedAt', dayAndMinute(incident.startedAt));
  const words = [
    cite(record, '/key', incident.key),
    ' (',
    cite(record, '/severity', incident.severity),
    ') affected ',
    services,
    `${more} from `,
    start,
  ];
  if (!incident.resolvedAt) {
    return sentence(
      'summary',
      'what happened',
      ...words,
      ' and had not been resolved when the evidence was sealed.',
      cite(record, '/status', ''),
    );
  }
  return sentence(
    'summary',
    'what happened',
    ...words,
    ' until ',
    cite(
      record,
      '/resolvedAt',
      minuteOf(incident.resolvedAt, incident.startedAt.slice(0, 10)),
    ),
    `, for ${duration(
      Date.parse(incident.resolvedAt) - Date.parse(incident.startedAt),
    )}.`,
  );
}

function causeInShort(context: SectionContext): DraftClaim {
  const { cause } = context;
  if (!cause) return undetermined('summary', context);
  return {
    ...sentence('summary', 'cause', `Cause: ${cause.text}`),
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
