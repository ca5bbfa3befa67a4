import {
  RECORD_EVIDENCE_ID,
  type DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf } from '../../verification';
import { briefly, wordsOfTalk } from '../conclusions/inWords';
import { chooseMetrics } from '../salience/choose';
import { block } from '../write/blocks';
import {
  cite,
  claimOf,
  quotationOf,
  recordSource,
  stated,
  type Stated,
} from '../write/sentence';
import { affectedServices } from './affectedServices';
import { candidateClaims, causeInShort } from './candidates';
import type { SectionContext, SectionWriter } from './context';
import { durationStatement } from './durationStatement';
import { metricInShort, unaffectedUsers } from './metricClaim';
import { ending } from './summaryEnding';
import { noticed } from './summaryNoticed';

const MAX_SENTENCES = 5;
/** Metrics that a technical summary tells beyond those. */
const MORE_METRICS = 2;
/** The metrics that the first one is chosen from: what users notice comes before the others. */
const CANDIDATES = 5;

/**
 * What broke for whom, how long, how it was noticed, why by what is known, and how
 * it ended.
 */
export const writeSummary: SectionWriter = of => {
  const { tone, maxLength } = of.template.sections.summary;
  const context = { ...of, style: { ...of.style, audience: tone } };
  const [worst, ...others] = chooseMetrics(context.metrics, CANDIDATES).told;
  const reported = whatWasReported(context);
  const inShort = worst && metricInShort(worst);
  const falseAlarm = ofFalseAlarm(context);
  const measured = inShort ? [inShort] : unaffectedUsers(context);
  const isForUsers = !worst || worst.isUserFacing || tone === 'technical';
  const claims = [
    whatHappened(context, falseAlarm),
    ...sentence(
      'reported',
      // What an alarm was about without reason did not happen
      (falseAlarm.length === 0 || isFelt(context)) &&
        (reported.length === 0 || isForUsers)
        ? [...reported, ...measured]
        : reported,
      context,
    ),
    ...sentence('noticed', noticed(context), context),
    shortCause(context),
    ...sentence('ended', ending(context), context),
  ].slice(0, MAX_SENTENCES);
  const more =
    tone === 'technical'
      ? others
          .slice(0, MORE_METRICS)
          .flatMap(fact =>
            sentence(`metric ${fact.node.id}`, [metricInShort(fact)], context),
          )
      : [];
  return [block('paragraph', fit([...claims, ...more], maxLength))];
};

function sentence(
  key: string,
  statements: readonly Stated[],
  context: SectionContext,
): DraftClaim[] {
  return statements.length > 0
    ? [claimOf('summary', key, statements, context)]
    : [];
}

/** Severity, services and times; of a false alarm that it was reported, and what people wrote of it. */
function whatHappened(
  context: SectionContext,
  falseAlarm: readonly Stated[],
): DraftClaim {
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
      // What affected nobody did not last
      ...(length && falseAlarm.length === 0 ? [durationStatement(length)] : []),
      milestone('started', startedAt),
      end,
      ...falseAlarm,
    ],
    context,
  );
}

/** What the reporter wrote of the incident. */
function whatWasReported({ seal }: SectionContext): Stated[] {
  const { description } = seal.incident;
  return typeof description === 'string'
    ? quotationOf(
        recordSource(seal),
        '/description',
        description.replace(/[.\s]+$/, ''),
      )
    : [];
}

/** That people found nothing wrong but the alarm. */
function ofFalseAlarm(context: SectionContext): Stated[] {
  const { falseAlarm } = context.conclusions;
  return falseAlarm
    ? wordsOfTalk(falseAlarm.talk, briefly(falseAlarm), context)
    : [];
}

/** Whether a metric shows that users noticed something, and nobody wrote that they did not. */
function isFelt({ metrics, conclusions }: SectionContext): boolean {
  return (
    conclusions.unaffected.length === 0 &&
    metrics.some(
      ({ isNotable, isUserFacing, isOfAffected, isHarmful }) =>
        isNotable && isUserFacing && isOfAffected && isHarmful,
    )
  );
}

function shortCause(context: SectionContext): DraftClaim {
  const { seal, messages, style, conclusions } = context;
  const best = conclusions.causes.find(({ isClear }) => isClear);
  return causeInShort({
    confirmed: [],
    listed: candidateClaims(context),
    seal,
    messages,
    style,
    ...(best && { said: wordsOfTalk(best.talk, briefly(best), context) }),
  });
}

/** As many sentences as the template has room for, but never none. */
function fit(claims: DraftClaim[], maxLength: number): DraftClaim[] {
  let length = 0;
  return claims.filter(({ text }, index) => {
    length += text.length + 1;
    return index === 0 || length <= maxLength;
  });
}
