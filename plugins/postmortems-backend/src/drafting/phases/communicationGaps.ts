import {
  isSpoken,
  type ChatMessagePayload,
  type DraftClaim,
  type EvidenceNode,
  type Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import { authorKey, instantOf } from '../../verification';
import { conclusionClaim, fully } from '../conclusions/inWords';
import { byTime } from '../facts/bursts';
import type { SectionContext } from '../sections/context';
import { isByRobot, isHandOver } from '../salience/chat';
import { cite, claimOf, said, stated } from '../write/sentence';

const MINUTE_MS = 60_000;
/** Silence in chat that is worth a remark while the impact lasts. */
const SILENCE_MS = 20 * MINUTE_MS;
/** How long others have to answer a question, or to take over. */
const ANSWER_MS = 15 * MINUTE_MS;
const TAKE_OVER_MS = 30 * MINUTE_MS;
const MAX_SILENCES = 3;
const MAX_GAPS = 5;
/** Whoever is up at night is missed only by incidents that take no longer than this. */
const MAX_WATCHED_MS = 24 * 60 * MINUTE_MS;
/** With more messages than this, most questions are about other work. */
const BUSY = 300;

type Message = { at: string; node: EvidenceNode; payload: ChatMessagePayload };

/**
 * Silences while the impact lasted, and questions and hand-overs that nobody else
 * followed: for people to judge, and at most five.
 */
export function communicationGaps(context: SectionContext): DraftClaim[] {
  const messages = context.known
    .flatMap(({ node, payload }): Message[] =>
      payload?.kind === 'message'
        ? [{ at: node.timestamp, node, payload }]
        : [],
    )
    .sort(byTime);
  if (messages.length === 0) return [];
  const { phases, seal } = context;
  const startOf = (...names: string[]) =>
    phases.find(({ phase }) => names.includes(phase))?.at;
  const from = startOf('detected', 'response') ?? startOf('impact') ?? '';
  const to = startOf('mitigated', 'recovered') ?? String(seal.manifest.to);
  const isWatched = Date.parse(to) - Date.parse(from) <= MAX_WATCHED_MS;
  const silences = isWatched ? silencesIn(messages, from, to, context) : [];
  return [
    ...silences,
    ...unanswered(messages, from, to, context).slice(
      0,
      MAX_GAPS - silences.length,
    ),
  ];
}

/** What people asked and nobody answered, and what they say nobody knows. */
export function openInChat(context: SectionContext): DraftClaim[] {
  const { causes, ruledOut, questions, unknown } = context.conclusions;
  const told = new Set([...causes, ...ruledOut].map(({ talk }) => talk));
  return [...questions, ...unknown].map(one =>
    conclusionClaim('not_checked', one, context, {
      text: told.has(one.talk) ? one.sentence : fully(one),
    }),
  );
}

function silencesIn(
  messages: readonly Message[],
  from: string,
  to: string,
  context: SectionContext,
): DraftClaim[] {
  const during = messages.filter(({ at }) => at >= from && at <= to);
  const bounds = [{ at: from }, ...during, { at: to }];
  const citeText = (bound: { at: string; node?: EvidenceNode }) =>
    bound.node ? cite(bound.node, '/text') : [];
  return bounds
    .slice(1)
    .map((end, index) => {
      const start = bounds[index];
      return {
        start,
        end,
        length: Date.parse(end.at) - Date.parse(start.at),
      };
    })
    .filter(({ length }) => length > SILENCE_MS)
    .sort((a, b) => b.length - a.length)
    .slice(0, MAX_SILENCES)
    .sort((a, b) => byTime(a.start, b.start))
    .map(({ start, end }) =>
      claimOf(
        'not_checked',
        `silence ${start.at}`,
        [
          stated(
            {
              type: 'absence',
              filter: {
                kind: 'message',
                window: {
                  from: minute(start.at, 1, context),
                  to: minute(end.at, -1, context),
                },
              },
            },
            citeText(start),
            citeText(end),
          ),
        ],
        context,
      ),
    );
}

function unanswered(
  messages: readonly Message[],
  from: string,
  to: string,
  context: SectionContext,
): DraftClaim[] {
  const isBusy = messages.length > BUSY;
  const told = new Set(
    context.conclusions.questions.map(({ talk }) => talk.node.id),
  );
  return messages.flatMap((message, index) => {
    const { at, node, payload } = message;
    if (at < from || at > to || isByRobot(payload)) return [];
    if (told.has(node.id) || (isBusy && !isHandOver(payload.text))) return [];
    const patience = patienceFor(payload);
    if (!patience) return [];
    const until = minute(
      new Date(Date.parse(at) + patience).toISOString(),
      0,
      context,
    );
    const end = Date.parse(until.at) + until.precisionMs;
    // Whoever wrote at the same moment comes before or after in the list
    const others = messages
      .slice(Math.max(0, index - 1))
      .find(
        other =>
          other.at >= at && authorKey(other.payload) !== authorKey(payload),
      );
    if (others && Date.parse(others.at) < end) return [];
    if (isAnsweredInThread(message, messages.slice(index))) return [];
    const text = said(node, '/text', payload.text);
    if (!text) return [];
    return [
      claimOf(
        'not_checked',
        `unanswered ${node.id}`,
        [
          stated(
            {
              type: 'said',
              evidence: node.id,
              ...(payload.channel && { channel: payload.channel }),
              ...(isSpoken(payload) && { spoken: true }),
              text: text.text,
              at: minute(at, 0, context),
            },
            text.spans,
          ),
          stated({
            type: 'absence',
            filter: {
              kind: 'message',
              othersThan: node.id,
              window: {
                from: { at, precisionMs: 1, bound: 'exactly' },
                to: until,
              },
            },
          }),
        ],
        context,
      ),
    ];
  });
}

/** How long a message leaves others to follow; nothing for one that asks for nothing. */
function patienceFor({ text }: ChatMessagePayload): number | undefined {
  if (/[?？]$/.test(text.trim())) return ANSWER_MS;
  return isHandOver(text) ? TAKE_OVER_MS : undefined;
}

function isAnsweredInThread(
  { payload }: Message,
  later: readonly Message[],
): boolean {
  return (
    payload.threadId !== undefined &&
    later.some(
      other =>
        other.payload.threadId === payload.threadId &&
        authorKey(other.payload) !== authorKey(payload),
    )
  );
}

/** The minute in which something happened, or one near it. */
function minute(
  at: string,
  offset: number,
  { style: { timeZone } }: SectionContext,
): Instant {
  return instantOf(
    new Date(Date.parse(at) + offset * MINUTE_MS).toISOString(),
    'minute',
    timeZone,
  );
}
