import {
  RECORD_EVIDENCE_ID,
  type DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf } from '../../verification';
import { chooseMetrics } from '../salience/choose';
import { block } from '../write/blocks';
import {
  cite,
  claimOf,
  recordSource,
  stated,
  type Stated,
} from '../write/sentence';
import { affectedServices } from './affectedServices';
import { alertCount } from './alertCount';
import { causeInShort, MAX_CANDIDATES, SHORT_CAUSE_ID } from './candidates';
import type { SectionContext, SectionWriter } from './context';
import { durationStatement } from './durationClaim';
import { metricClaim } from './metricClaim';
import { noCause } from './noCause';

/** Metrics that a technical summary tells; an executive one tells one. */
const METRICS = { executive: 1, technical: 3 };

export const writeSummary: SectionWriter = of => {
  const { tone, maxLength } = of.template.sections.summary;
  const context = { ...of, style: { ...of.style, audience: tone } };
  const claims = [
    whatHappened(context),
    shortCause(context),
    ...chooseMetrics(context.metrics, METRICS[tone]).told.map(fact =>
      metricClaim('summary', fact, context),
    ),
    ...alertCount('summary', context),
  ];
  return [block('paragraph', fit(claims, maxLength))];
};

function whatHappened(context: SectionContext): DraftClaim {
  const { incident, seal, style, precision } = context;
  const { key, severity, startedAt, mitigatedAt, resolvedAt } = incident;
  const record = recordSource(seal);
  const milestone = (event: 'started' | 'resolved', at: string): Stated =>
    stated(
      {
        type: 'milestone',
        event,
        at: instantOf(at, precision, style.timeZone),
      },
      cite(record, `/${event}At`),
    );
  const length = context.durations.find(({ what }) => what === 'incident');
  const end =
    resolvedAt && length
      ? milestone('resolved', resolvedAt)
      : stated(
          {
            type: 'state',
            evidence: RECORD_EVIDENCE_ID,
            state: mitigatedAt ? 'mitigated' : 'open',
          },
          cite(record, '/status'),
        );
  return claimOf(
    'summary',
    'what happened',
    [
      stated(
        { type: 'record', field: 'key', values: [key] },
        cite(record, '/key'),
      ),
      stated(
        { type: 'record', field: 'severity', values: [severity] },
        cite(record, '/severity'),
      ),
      affectedServices(context),
      ...(length ? [durationStatement(length)] : []),
      milestone('started', startedAt),
      end,
    ],
    context,
  );
}

function shortCause(context: SectionContext): DraftClaim {
  const { causes, seal, messages } = context;
  if (causes.length === 0) {
    return { ...noCause('summary', context), id: SHORT_CAUSE_ID };
  }
  const listed = Math.min(causes.length, MAX_CANDIDATES);
  return causeInShort({ confirmed: [], listed, seal, messages });
}

/** As many sentences as the template has room for, but never none. */
function fit(claims: DraftClaim[], maxLength: number): DraftClaim[] {
  let length = 0;
  return claims.filter(({ text }, index) => {
    length += text.length + 1;
    return index === 0 || length <= maxLength;
  });
}
