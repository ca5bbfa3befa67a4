import type {
  ChatMessagePayload,
  EvidenceSeal,
} from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey, serviceName } from '../../verification';
import { isByRobot } from '../salience/chat';
import { wordsOf } from '../salience/words';
import { byTime } from './bursts';
import type { KnownEvidence } from './knownEvidence';
import { isLong, type EventFact } from './types';

/** Fewer messages than these hold no conversations about other matters. */
const MANY_MESSAGES = 300;
/** Words shorter than this say nothing by themselves. */
const MIN_WORD = 3;
/** Characters of a text that are looked at. */
const MAX_LENGTH = 2000;
/** Log lines whose words count; they repeat each other. */
const MAX_LINES = 200;
/** What a message must have in common with the incident. */
const ENOUGH = 1;
/** What speaks for it by its surroundings alone, so much that one can learn from it, and where it makes no difference any more. */
const SOMEHOW = 0.5;
const SURELY = 2;
const CLEARLY = 3;
/** What a word counts for each source that says it. */
const OF_ONE_SOURCE = 0.75;
const OF_MANY_SOURCES = 3 * OF_ONE_SOURCE;
/** Messages about the incident that have a word, and the part of all with it, from which it is a word of the incident. */
const LEARNED_FROM = 3;
const LEARNED_PART = 0.5;
/** How much more or less than elsewhere a channel can be about the incident. */
const LEAST_LIFT = 0.5;
const MOST_LIFT = 1.5;
/** Neighbours in the channel on each side, and the part of them from which the conversation is the incident's. */
const NEIGHBOURS = 6;
const MOSTLY = 0.35;

/** Names as programs and trackers write them: versions, tickets, services with a dash. */
const IDENTIFIER = /[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)+/gu;
const EMPTY = new Set(
  'the and for with from was were are has had not but they their this that when will now then than its into out who what which one two again some any all our your can you over more less new'
    .split(' ')
    .concat(['incident', 'report', 'service', 'component', 'default', 'per'])
    .concat(['set', 'day', 'hour', 'minute', 'second', 'total', 'count'])
    .concat(['api', 'web', 'app', 'server', 'backend', 'frontend'])
    .flatMap(wordsOf),
);

/** How much a message speaks of the incident rather than of other matters in the same channels: nothing to {@link CLEARLY}. */
export type AboutIncident = (node: { id: string }) => number;

/**
 * Tells messages about the incident from those about other matters, where there are many: by the words that the
 * incident's record, its services, their alerts, metrics, changes and failures have, the rarer in chat the more; by the
 * thread, and by what is written around them.
 */
export function aboutIncident(options: {
  seal: EvidenceSeal;
  evidence: readonly KnownEvidence[];
  logs: readonly EventFact[];
  spanMs: number;
}): AboutIncident {
  const written = options.evidence.filter(
    ({ payload }) => payload?.kind === 'message',
  ).length;
  if (written < MANY_MESSAGES && !isLong(options.spanMs)) return () => ENOUGH;
  const termsOf = termReader();
  const messages = messagesIn(options.evidence, termsOf);
  const vocabulary = vocabularyOf(options, termsOf);
  const frequency = new Map<string, number>();
  for (const { terms } of messages) {
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
  learn(
    vocabulary,
    messages.filter(one => inCommon(one) >= SURELY),
    frequency,
  );
  const common = messages.map(inCommon);
  const lift = liftOfChannels(messages, common);
  const matching = new Map<string, number>();
  for (const [index, { id, channel }] of messages.entries()) {
    const lifted = common[index] * lift(channel);
    if (lifted >= ENOUGH) matching.set(id, Math.min(CLEARLY, lifted));
  }
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
  termsOf: ReturnType<typeof termReader>,
): Message[] {
  return evidence
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message' && !isNotice(payload)
        ? [{ node, payload, at: node.timestamp }]
        : [],
    )
    .sort(byTime)
    .map(({ node, payload: { channel = '', threadId, text } }) => ({
      id: node.id,
      channel,
      ...(threadId !== undefined && { thread: `${channel} ${threadId}` }),
      terms: termsOf(text),
    }));
}

/** Adds words that are said mostly where the incident is spoken of: a customer that complains, a library. */
function learn(
  vocabulary: Map<string, number>,
  about: readonly Message[],
  frequency: ReadonlyMap<string, number>,
): void {
  const counts = new Map<string, number>();
  for (const { terms } of about) {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  for (const [term, count] of counts) {
    if (
      !vocabulary.has(term) &&
      // Names of other services are said of those
      !/[._-]/.test(term) &&
      count >= LEARNED_FROM &&
      count >= frequency.get(term)! * LEARNED_PART
    ) {
      vocabulary.set(term, OF_ONE_SOURCE);
    }
  }
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

/** Messages in a stretch of a channel that is mostly about the incident. */
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
  return [...channels.values()].flatMap(all =>
    all.flatMap(({ id }, index) => {
      const near = all.slice(
        Math.max(0, index - NEIGHBOURS),
        index + NEIGHBOURS + 1,
      );
      const share =
        near.filter(one => matching.has(one.id)).length / near.length;
      return share >= MOSTLY ? [id] : [];
    }),
  );
}

/** Words of the incident, with how much they speak for it: what several sources say more than what one does. */
function vocabularyOf(
  { seal: { incident }, evidence, logs }: Parameters<typeof aboutIncident>[0],
  termsOf: ReturnType<typeof termReader>,
): Map<string, number> {
  const services = (incident.services as string[]).map(serviceName);
  const own = evidence.filter(({ node }) =>
    services.includes(serviceName(node.metadata.service)),
  );
  const failures = logs
    .filter(
      ({ isFailure, nodes }) =>
        isFailure && services.includes(serviceName(nodes[0].metadata.service)),
    )
    .slice(0, MAX_LINES);
  const sources: string[][] = [
    services,
    [String(incident.title ?? ''), String(incident.key ?? '')],
    [String(incident.description ?? '')],
    own.flatMap(({ payload }) =>
      payload?.kind === 'alert'
        ? [payload.alertName, payload.summary ?? '']
        : [],
    ),
    own.flatMap(({ payload }) =>
      payload?.kind === 'metric' ? [payload.metric] : [],
    ),
    own.flatMap(({ payload }) =>
      payload?.kind === 'deployment' ||
      payload?.kind === 'rollback' ||
      payload?.kind === 'config_change'
        ? [
            payload.name ?? '',
            payload.version ?? '',
            payload.previousVersion ?? '',
            payload.description ?? '',
          ]
        : [],
    ),
    failures.flatMap(({ nodes }) => String(nodes[0].payload.message ?? '')),
  ];
  const vocabulary = new Map<string, number>();
  for (const texts of sources) {
    for (const term of new Set(
      texts.flatMap(text => [...termsOf(text, true)]),
    )) {
      vocabulary.set(term, (vocabulary.get(term) ?? 0) + OF_ONE_SOURCE);
    }
  }
  // A name of a service or of a version speaks for itself
  for (const term of vocabulary.keys()) {
    if (services.includes(term) || isIdentifier(term)) vocabulary.set(term, 3);
  }
  return vocabulary;
}

function isIdentifier(term: string): boolean {
  return /\d/.test(term) && /\p{L}-\d|\d\.\d|_/u.test(term);
}

/** Between the tokens of a text, of which some are names. */
const GAP = /[^\p{L}\p{N}._-]+/u;

/** Reads the terms of texts; a token that comes again is looked up. */
function termReader(): (text: string, ofNames?: boolean) => Set<string> {
  const known = new Map<string, Token>();
  return (text, ofNames = false) => {
    const terms = new Set<string>();
    for (const token of text.slice(0, MAX_LENGTH).split(GAP)) {
      let read = known.get(token);
      if (!read) known.set(token, (read = readToken(token)));
      for (const name of read.names) terms.add(name);
      // The words of a name only on request: `track-api` is not about `label-api`
      for (const word of ofNames ? read.words : read.free) terms.add(word);
    }
    return terms;
  };
}

type Token = {
  names: readonly string[];
  /** Words, and those that are no part of a name. */
  words: readonly string[];
  free: readonly string[];
};

function readToken(token: string): Token {
  // An alert names a status code as part of a word: `Partner502Ratio`
  const split = token.replace(/(\p{L}{3,})(\d{3,})/gu, '$1 $2');
  const key = nameKey(split);
  const wordsIn = (text: string) =>
    wordsOf(text).filter(word => word.length >= MIN_WORD && !EMPTY.has(word));
  return {
    names: key.match(IDENTIFIER) ?? [],
    words: wordsIn(split),
    free: wordsIn(split.replace(IDENTIFIER, ' ')),
  };
}
