import type {
  ChatMessagePayload,
  EvidenceSeal,
} from '@postmortems/backstage-plugin-postmortems-common';
import { mapInSteps, type Steps } from '../../platform/Turns';
import { isByRobot } from '../salience/chat';
import { byTime } from './bursts';
import {
  learnWords,
  OF_MANY_SOURCES,
  vocabularyOf,
} from './incidentVocabulary';
import type { KnownEvidence } from './knownEvidence';
import { termReader, type ReadTerms } from './terms';
import type { EventFact } from './types';

/** Fewer messages than these hold no conversations about other matters. */
const MANY_MESSAGES = 300;
/** Fewer messages about the incident than these mean that its words are not those of the chat. */
const FEW = 5;
/** What a message must have in common with the incident. */
const ENOUGH = 1;
/** What speaks for it by its surroundings alone, so much that one can learn from it, and where it makes no difference any more. */
const SOMEHOW = 0.5;
const SURELY = 2;
const CLEARLY = 3;
/** How much more or less than elsewhere a channel can be about the incident. */
const LEAST_LIFT = 0.5;
const MOST_LIFT = 1.5;
/** Neighbours in the channel on each side, and the part of them from which the conversation is the incident's. */
const NEIGHBOURS = 6;
const MOSTLY = 0.35;
/** Part of a channel from which it is the incident's own. */
const OWN_CHANNEL = 0.2;

/** How much a message speaks of the incident rather than of other matters in the same channels: nothing to {@link CLEARLY}. */
export type AboutIncident = (node: { id: string }) => number;

/**
 * Tells messages about the incident from those about other matters, where there are many: by the words that the
 * incident's record, its services, their alerts, metrics, changes and failures have, the rarer in chat the more; by the
 * thread, and by what is written around them.
 */
export function* aboutIncident(options: {
  seal: EvidenceSeal;
  evidence: readonly KnownEvidence[];
  logs: readonly EventFact[];
}): Steps<AboutIncident> {
  const written = options.evidence.filter(
    ({ payload }) => payload?.kind === 'message',
  ).length;
  if (written < MANY_MESSAGES) return () => ENOUGH;
  const termsOf = termReader();
  const messages = yield* messagesIn(options.evidence, termsOf);
  const vocabulary = vocabularyOf(options, termsOf);
  const frequency = new Map<string, number>();
  for (const { terms } of messages) {
    yield;
    for (const term of terms) {
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
    }
  }
  const rarity = (term: string) =>
    Math.log(messages.length / frequency.get(term)!) /
    Math.log(messages.length + 1);
  const inCommon = ({ terms }: Message) => {
    const shared = [...terms].filter(term => vocabulary.has(term));
    // One word may be anybody's, unless much of the incident's evidence has it
    const isEnough =
      shared.length > 1 ||
      shared.some(term => vocabulary.get(term)! >= OF_MANY_SOURCES);
    return isEnough
      ? shared.reduce(
          (sum, term) => sum + vocabulary.get(term)! * rarity(term),
          0,
        )
      : 0;
  };
  const before = yield* mapInSteps(messages, inCommon);
  learnWords(
    vocabulary,
    messages.filter((_, place) => before[place] >= SURELY),
    frequency,
  );
  const common = yield* mapInSteps(messages, inCommon);
  const lift = liftOfChannels(messages, common);
  const matching = new Map<string, number>();
  for (const [index, { id, channel }] of messages.entries()) {
    const lifted = common[index] * lift(channel);
    if (lifted >= ENOUGH) matching.set(id, Math.min(CLEARLY, lifted));
  }
  // In words that the record does not have, say of another language
  if (matching.size < FEW) return () => ENOUGH;
  const threads = new Set(
    messages.flatMap(({ id, thread }) =>
      thread !== undefined && matching.has(id) ? [thread] : [],
    ),
  );
  const about = new Map(
    [
      ...messages
        .filter(({ thread }) => thread !== undefined && threads.has(thread))
        .map(({ id }) => id),
      ...amidst(messages, matching),
    ].map(id => [id, SOMEHOW]),
  );
  for (const [id, degree] of matching) about.set(id, degree);
  const ids = new Set(messages.map(({ id }) => id));
  return ({ id }) => about.get(id) ?? (ids.has(id) ? 0 : ENOUGH);
}

const NOTICE = /^\W*(?:firing|resolved)\b/i;

/** Whether a message is one that a program posts, as of an alert. */
export function isNotice(payload: ChatMessagePayload): boolean {
  return isByRobot(payload) || NOTICE.test(payload.text);
}

type Message = {
  id: string;
  channel: string;
  thread?: string;
  terms: ReadonlySet<string>;
};

function messagesIn(
  evidence: readonly KnownEvidence[],
  termsOf: ReadTerms,
): Steps<Message[]> {
  const written = evidence
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message' && !isNotice(payload)
        ? [{ node, payload, at: node.timestamp }]
        : [],
    )
    .sort(byTime);
  return mapInSteps(
    written,
    ({ node, payload: { channel = '', threadId, text } }) => ({
      id: node.id,
      channel,
      ...(threadId !== undefined && { thread: `${channel} ${threadId}` }),
      terms: termsOf(text),
    }),
  );
}

/** By how much a channel is more about the incident than the others are: what is said there is more likely about it. */
function liftOfChannels(
  messages: readonly Message[],
  common: readonly number[],
): (channel: string) => number {
  const counts = new Map<string, { all: number; matching: number }>();
  let total = 0;
  for (const [index, { channel }] of messages.entries()) {
    const known = counts.get(channel) ?? { all: 0, matching: 0 };
    known.all += 1;
    if (common[index] >= ENOUGH) {
      known.matching += 1;
      total += 1;
    }
    counts.set(channel, known);
  }
  const usual = total / messages.length;
  return channel => {
    const { all, matching } = counts.get(channel)!;
    return Math.min(
      MOST_LIFT,
      Math.max(LEAST_LIFT, matching / all / (usual || 1)),
    );
  };
}

/** Messages in a channel of the incident, and in a stretch of another that is mostly about it. */
function amidst(
  messages: readonly Message[],
  matching: ReadonlyMap<string, number>,
): string[] {
  const channels = new Map<string, Message[]>();
  for (const message of messages) {
    const known = channels.get(message.channel);
    if (known) known.push(message);
    else channels.set(message.channel, [message]);
  }
  const shareOf = (some: readonly Message[]) =>
    some.filter(({ id }) => matching.has(id)).length / some.length;
  return [...channels.values()].flatMap(all => {
    if (shareOf(all) >= OWN_CHANNEL) return all.map(({ id }) => id);
    return all.flatMap(({ id }, index) => {
      const near = all.slice(
        Math.max(0, index - NEIGHBOURS),
        index + NEIGHBOURS + 1,
      );
      return shareOf(near) >= MOSTLY ? [id] : [];
    });
  });
}
