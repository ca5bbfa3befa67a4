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
import { mayUse } from '../../routing';
import { affectedServices } from './affectedServices';
import { candidateClaims, causeInShort, openInShort } from './candidates';
import type { SectionContext, SectionWriter } from './context';
import { durationStatement } from './durationStatement';
import { metricInShort, unaffectedUsers } from './metricClaim';
import { ending } from './summaryEnding';
import { noticed } from './summaryNoticed';
import { openWords } from './summaryOpen';

/** Metrics that a technical summary tells beyond those. */
const MORE_METRICS = 2;
/** The metrics that the first one is chosen from: what users notice comes before the others. */
const CANDIDATES = 5;

/**
 * What broke for whom, how long, how it was noticed, why by what is known, how it
 * ended, and what is still open.
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
  const isMeasured =
    // What an alarm was about without reason did not happen
    (falseAlarm.length === 0 || isFelt(context)) &&
    (reported.length === 0 || isForUsers);
  const symptoms = [...reported, ...(isMeasured ? measured : [])];
  const claims = [
    whatHappened(context, falseAlarm),
    ...sentence(
      symptoms.length > 0 ? 'reported' : 'noticed',
      [...symptoms, ...noticed(context)],
      context,
    ),
    shortCause(context),
    ...sentence('ended', ending(context), context),
  ];
  const more =
    tone === 'technical'
      ? others
          .slice(0, MORE_METRICS)
          .flatMap(fact =>
            sentence(`metric ${fact.node.id}`, [metricInShort(fact)], context),
          )
      : [];
  const open = openInShort({
    isCauseOpen: true,
    said: openWords(context),
    seal: context.seal,
    messages: context.messages,
    style: context.style,
  });
  return [block('paragraph', fit([...claims, ...more], open, maxLength))];
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
  const best = mayUse(context.sectionEvidence, 'rootCause', 'chat')
    ? conclusions.causes.find(({ isClear }) => isClear)
    : undefined;
  return causeInShort({
    confirmed: [],
    listed: candidateClaims(context),
    seal,
    messages,
    style,
    ...(best && { said: wordsOfTalk(best.talk, briefly(best), context) }),
  });
}

/** As many sentences as the template has room for, but never none; what is open comes before what fills the rest. */
function fit(
  [first, ...others]: DraftClaim[],
  open: DraftClaim | undefined,
  maxLength: number,
): DraftClaim[] {
  let length = 0;
  const isRoomFor = ({ text }: DraftClaim) =>
    (length += text.length + 1) <= maxLength;
  isRoomFor(first);
  const last = open && isRoomFor(open) ? [open] : [];
  return [first, ...others.filter(isRoomFor), ...last];
}
