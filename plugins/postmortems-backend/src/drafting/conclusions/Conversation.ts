import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { mapInSteps, type Steps } from '../../platform/Turns';
import { AGREES, DISAGREES, LEADS, PRAISES, nameKey } from '../../verification';
import type { KnownEvidence } from '../facts/knownEvidence';
import type { AboutIncident } from '../facts/aboutIncident';
import { channelsOf, evidenceWords, OF_CHANGE, tieOf } from './evidenceWords';
import { nearIncident } from './nearIncident';
import { readingsOf } from './readings';
import { talkIn, versionsIn, wordsIn, type Talk, type Versions } from './talk';
import type { Read } from './types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Messages after a statement that may answer it, and how long they may take. */
const REPLIES = 8;
const REPLY_MS = 30 * MINUTE_MS;
/** A word that more messages use is no mark of one thing. */
const RARE_SHARE = 0.03;
const MIN_RARE = 4;
/** More messages than an incident gives rise to: people speak of other work, too. */
const BUSY = 300;
/** Where few people wrote little, all of it counts. */
const FEW = 40;
/** Words from which a message explains what it names. */
const EXPLAINS = 4;
/** Words of a message that tells more than an observation, and how much it has to do with other evidence. */
const ELABORATE = 10;
const TIED = 1;
/** What begins and ends with the same words more often than this belongs to everyday work. */
const MAX_FRAMES = 3;
/** Agreement this many messages later is about something else, unless it names somebody. */
const SOON = 2;
const AT_ONCE = 2;
const PRAISE_WITHIN = 2;

type Options = {
  evidence: readonly KnownEvidence[];
  incident: Incident;
  /** Ids of the changes that may be causes. */
  causes: ReadonlySet<string>;
  /** Those of which people say that they are none. */
  denied: ReadonlySet<string>;
  /** Tells messages about the incident from others. */
  about: AboutIncident;
};

/** What people wrote, and what stands around it and in the other evidence. */
export class Conversation {
  /** Messages that say more than greetings, thanks and assent, ascending by time. */
  readonly talks: readonly Talk[];
  readonly reads: readonly Read[];
  readonly start: number;
  /** When the impact was over, by the record. */
  readonly end: number;
  readonly resolved: number;
  /** Versions of changes of which people say that they are not the cause, with those before. */
  readonly deniedVersions: ReadonlySet<string>;
  readonly isBusy: boolean;
  /** All is written in one channel. */
  readonly isInOneChannel: boolean;
  readonly isSmall: boolean;
  readonly #known: ReadonlyMap<string, number>;
  readonly #versions: Versions;
  /** Words of the changes that came before people wrote of the effect. */
  readonly #changed: ReadonlySet<string>;
  readonly #channels: ReadonlySet<string>;
  /** How many messages use a word. */
  readonly #uses = new Map<string, number>();
  /** What begins and ends as much of everyday work does. */
  readonly #everyday = new Set<Talk>();
  readonly #placeOf = new Map<Talk, number>();
  readonly #leaders = new Set<string>();
  /** Messages that belong to the incident rather than to other work. */
  readonly #near: ReadonlySet<Talk>;
  readonly #relevance = new Map<Talk, number>();
  readonly #agreement = new Map<Talk, number>();

  static *of(options: Options): Steps<Conversation> {
    const { evidence, incident, causes, about } = options;
    const { startedAt, detectedAt = startedAt } = incident;
    const versions = versionsIn(evidence);
    const talks = yield* talkIn(evidence, versions);
    const known = yield* evidenceWords(evidence, incident, causes, versions);
    const changed = yield* evidenceWords(
      evidence.filter(({ node }) => node.timestamp <= detectedAt),
      incident,
      causes,
      versions,
    );
    const frames = yield* mapInSteps(talks, frameOf);
    const isBusy = talks.length > BUSY;
    const near = isBusy
      ? nearIncident(talks, about, milestonesOf(incident))
      : new Set(talks);
    yield;
    const reads: Read[] = [];
    for (const talk of talks) {
      for (const { sentence, reading } of readingsOf(talk.payload)) {
        const words =
          talk.sentences.length === 1
            ? talk.words
            : wordsIn(sentence.text, versions);
        reads.push({ talk, sentence, reading, words });
      }
      yield;
    }
    return new Conversation(options, {
      versions,
      talks,
      known,
      changed,
      frames,
      isBusy,
      near,
      reads,
    });
  }

  private constructor(
    { evidence, incident, denied }: Options,
    read: {
      versions: Versions;
      talks: readonly Talk[];
      known: ReadonlyMap<string, number>;
      changed: ReadonlyMap<string, number>;
      frames: readonly string[];
      isBusy: boolean;
      near: ReadonlySet<Talk>;
      reads: readonly Read[];
    },
  ) {
    const { talks, frames } = read;
    this.#versions = read.versions;
    this.talks = talks;
    this.isBusy = read.isBusy;
    this.isInOneChannel =
      new Set(talks.map(({ payload }) => payload.channel)).size < 2;
    this.isSmall = talks.length <= FEW;
    this.#known = read.known;
    this.deniedVersions = new Set(
      versionsIn(evidence.filter(({ node }) => denied.has(node.id))).values(),
    );
    this.#changed = new Set(
      [...read.changed].flatMap(([word, weight]) =>
        weight >= OF_CHANGE ? [word] : [],
      ),
    );
    this.#channels = channelsOf(talks, this.#known);
    const uses = new Map<string, number>();
    for (const frame of frames) increase(uses, frame);
    talks.forEach((talk, place) => {
      this.#placeOf.set(talk, place);
      for (const word of talk.words) increase(this.#uses, word);
      if (uses.get(frames[place])! > MAX_FRAMES) this.#everyday.add(talk);
      if (LEADS.test(talk.text)) this.#leaders.add(talk.author);
    });
    this.#near = read.near;
    this.reads = read.reads;
    this.start = Date.parse(incident.startedAt);
    this.resolved =
      Date.parse(incident.resolvedAt ?? '') || (talks.at(-1)?.at ?? this.start);
    this.end = Date.parse(incident.mitigatedAt ?? '') || this.resolved;
  }

  /** The words of a text, with the versions that changes have. */
  wordsIn(text: string): Set<string> {
    return wordsIn(text, this.#versions);
  }

  /** Whether a text says more of a change before the effect than that there was one. */
  explainsChange(words: ReadonlySet<string>): boolean {
    const named = [...words].filter(word => this.#changed.has(word));
    const versions = named.filter(word => /^\d+\.\d/.test(word));
    const added = [...words].filter(word => !this.isNamed(word));
    return (
      (versions.length === 1 || (versions.length === 0 && named.length > 2)) &&
      added.length >= EXPLAINS
    );
  }

  /** How much words have to do with the other evidence, at most 2. */
  tieOf(words: ReadonlySet<string>): number {
    return tieOf(words, this.#known, 2);
  }

  /** How much a message has to do with the incident. */
  relevanceOf(talk: Talk, words: ReadonlySet<string> = talk.words): number {
    if (words !== talk.words) return this.#relevanceBy(words, talk);
    const known = this.#relevance.get(talk);
    if (known !== undefined) return known;
    const relevance = this.#relevanceBy(words, talk);
    this.#relevance.set(talk, relevance);
    return relevance;
  }

  #relevanceBy(words: ReadonlySet<string>, talk: Talk): number {
    if (this.#everyday.has(talk)) return 0;
    if (!this.#near.has(talk)) return 0;
    // In a busy channel it was chosen for being about the incident
    const isHere = this.isBusy || this.isInChannel(talk);
    return this.tieOf(words) + (isHere ? 1 : 0);
  }

  isRelevant(talk: Talk, words?: ReadonlySet<string>): boolean {
    return this.relevanceOf(talk, words) >= 1;
  }

  /** Whether a message stands in a channel in which people speak of the incident. */
  isInChannel({ payload }: Talk): boolean {
    return this.#channels.has(payload.channel ?? '');
  }

  isLeader({ author }: Talk): boolean {
    return this.#leaders.has(author);
  }

  isFirst(talk: Talk): boolean {
    return this.#placeOf.get(talk) === 0;
  }

  /** Whether so few messages use a word that it marks one thing. */
  isRare(word: string, share = RARE_SHARE): boolean {
    const most = Math.max(MIN_RARE, this.talks.length * share);
    return (this.#uses.get(word) ?? 0) <= most;
  }

  /** Whether other evidence uses a word. */
  isNamed(word: string): boolean {
    return (this.#known.get(word) ?? 0) >= 1;
  }

  /** Whether something was written after a part of the time until the end. */
  isAfter(part: number, { at }: Talk): boolean {
    return at >= this.start + (this.end - this.start) * part;
  }

  /** How long the effect of an act is waited for. */
  get patience(): number {
    return Math.max(HOUR_MS, (this.end - this.start) / 10);
  }

  /** The next messages of the same channel or thread. */
  repliesTo(talk: Talk, most = REPLIES, within = REPLY_MS): Talk[] {
    const replies: Talk[] = [];
    const { channel, threadId } = talk.payload;
    const place = this.#placeOf.get(talk) ?? 0;
    for (let i = place + 1; i < this.talks.length; i++) {
      const next = this.talks[i];
      if (replies.length >= most || next.at - talk.at > within) break;
      const isHere =
        next.payload.channel === channel ||
        (threadId !== undefined && next.payload.threadId === threadId);
      if (isHere) replies.push(next);
    }
    return replies;
  }

  /** The messages right before one, in its channel and by others. */
  before(talk: Talk, most: number): Talk[] {
    const place = this.#placeOf.get(talk) ?? 0;
    return this.talks
      .slice(Math.max(0, place - most), place)
      .filter(
        ({ at, author, payload }) =>
          talk.at - at <= REPLY_MS &&
          author !== talk.author &&
          payload.channel === talk.payload.channel,
      );
  }

  /** How others took a statement: from -3, when they say no, to 2, when they agree or go on from it. */
  agreementWith(talk: Talk): number {
    const known = this.#agreement.get(talk);
    if (known !== undefined) return known;
    const agreement = this.#findAgreement(talk);
    this.#agreement.set(talk, agreement);
    return agreement;
  }

  #findAgreement(talk: Talk): number {
    const name = nameKey(talk.payload.author.name ?? '').split(' ')[0];
    let score = 0;
    let isTakenUp = false;
    for (const [order, reply] of this.repliesTo(talk).entries()) {
      if (reply.author === talk.author) continue;
      const isNamed = name !== '' && nameKey(reply.text).includes(name);
      if (DISAGREES.test(reply.text)) {
        if (isNamed || order < AT_ONCE) score -= 2;
      } else if (AGREES.test(reply.text)) {
        if (isNamed) score += 1.5;
        else if (order < SOON) score += 1;
      } else if (!isTakenUp && this.#shareRare(talk, reply)) {
        isTakenUp = true;
        score += 0.5;
      }
    }
    return Math.max(-3, Math.min(2, score));
  }

  /** Whether somebody else says at once that this is the answer. */
  isPraised(talk: Talk): boolean {
    const isStatement = talk.sentences.some(({ isQuestion }) => !isQuestion);
    return (
      isStatement &&
      this.repliesTo(talk, PRAISE_WITHIN).some(
        ({ author, text }) => author !== talk.author && PRAISES.test(text),
      )
    );
  }

  /** Whether somebody else goes on at once from a message that says much of what other evidence names. */
  isTakenUp(talk: Talk): boolean {
    return (
      talk.words.size >= ELABORATE &&
      this.tieOf(talk.words) >= TIED &&
      this.repliesTo(talk, SOON).some(
        reply =>
          reply.author !== talk.author &&
          !DISAGREES.test(reply.text) &&
          reply.sentences.some(({ isQuestion }) => !isQuestion) &&
          [...reply.words].some(word => talk.words.has(word)),
      )
    );
  }

  #shareRare(one: Talk, other: Talk): boolean {
    return [...other.words].some(
      word => one.words.has(word) && this.isRare(word),
    );
  }
}

function milestonesOf(incident: Incident): number[] {
  const { startedAt, detectedAt, mitigatedAt, resolvedAt } = incident;
  return [startedAt, detectedAt, mitigatedAt, resolvedAt].flatMap(at =>
    at ? [Date.parse(at)] : [],
  );
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The first and the last words of a message, between which names differ. */
function frameOf({ text }: Talk): string {
  const words = nameKey(text).match(/[\p{L}\p{N}'-]+/gu) ?? [];
  return [...words.slice(0, 2), '', ...words.slice(-2)].join(' ');
}
