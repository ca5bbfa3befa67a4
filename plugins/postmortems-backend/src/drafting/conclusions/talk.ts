import type {
  ChatMessagePayload,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { remembered } from '../../platform/text/remembered';
import type { Steps } from '../../platform/Turns';
import { authorKey, stem } from '../../verification';
import { byTime } from '../facts/bursts';
import type { KnownEvidence } from '../facts/knownEvidence';
import { isByRobot, isTelling } from '../salience/chat';
import { readingsOf } from './readings';
import type { Sentence } from './sentences';

/** Characters of a message that are read. */
const MAX_LENGTH = 2000;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}._:/=-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu;
const MIN_WORD = 3;
/** Words that all talk has in common. */
const COMMON = new Set(
  'about after again all also although always and another any anybody anyone anything are aren back because been before being both but can cannot come comes could did didn does doesn doing don done down each else even every everybody everyone everything few first for found from full get gets give goes going gone good got had has have having her here him his how however into its just know last least less let like little long look looking looks made make many maybe might more morning most much must need needs never new next nobody none not nothing now off okay old once one only other our out over part people perhaps please probably put really right said same say says see seems seen should since small some somebody someone something soon sorry still such sure take than thanks that the their theirs them then there these they thing things think this those though three through time today together tomorrow too try two under until use used very via wait want was wasn way well went were what when where whether which while who whole whose why will with without work working works would yes yesterday yet you your ours minute minutes min hour hours day days week weeks monday tuesday wednesday thursday friday saturday sunday utc'.split(
    ' ',
  ),
);

/** A message that a person wrote. */
export type Talk = {
  /** Its place among the messages of people, ascending by time. */
  index: number;
  at: number;
  node: EvidenceNode;
  payload: ChatMessagePayload;
  author: string;
  text: string;
  sentences: readonly Sentence[];
  /** Words without inflection, and the parts of names. */
  words: ReadonlySet<string>;
};

/** What people wrote beyond greetings, thanks and assent, ascending by time; programs are left out. */
export function* talkIn(
  evidence: readonly KnownEvidence[],
  versions: Versions,
): Steps<Talk[]> {
  const telling: Pick<Talk, 'node' | 'payload'>[] = [];
  for (const { node, payload } of evidence) {
    yield;
    if (payload?.kind !== 'message') continue;
    if (!isByRobot(payload) && isTelling(payload)) {
      telling.push({ node, payload });
    }
  }
  const inOrder = telling
    .map(one => ({ ...one, at: one.node.timestamp }))
    .sort(byTime);
  const talks: Talk[] = [];
  for (const { at, node, payload } of inOrder) {
    const text = payload.text.slice(0, MAX_LENGTH);
    talks.push({
      index: talks.length,
      at: Date.parse(at),
      node,
      payload,
      author: authorKey(payload),
      text,
      sentences: readingsOf(payload).map(({ sentence }) => sentence),
      words: wordsIn(text, versions),
    });
    yield;
  }
  return talks;
}

/** Versions of changes as people write them, with how the change has them: 2.14 is 2.14.0. */
export type Versions = ReadonlyMap<string, string>;

/** The versions that changes name. */
export function versionsIn(evidence: readonly KnownEvidence[]): Versions {
  const versions = new Map<string, string>();
  for (const { payload } of evidence) {
    const isChange =
      payload?.kind === 'deployment' ||
      payload?.kind === 'rollback' ||
      payload?.kind === 'config_change';
    if (!isChange) continue;
    for (const version of [payload.version, payload.previousVersion]) {
      const [digits, short] =
        /^v?(\d+\.\d+)(?:\.\d+)*$/.exec(version ?? '') ?? [];
      if (!digits) continue;
      const key = digits.replace(/^v/, '');
      versions.set(key, key);
      if (!versions.has(short)) versions.set(short, key);
    }
  }
  return versions;
}

const wordsOfToken = remembered((token): readonly string[] => {
  const isName = /[._:/=-]/.test(token) && !/^[\d.]+$/.test(token);
  return [token, ...(isName ? token.split(/[._:/=-]+/) : [])].flatMap(meant);
});

/** The words of a text that mean something, without inflection; of names also their parts. */
export function wordsIn(text: string, versions?: Versions): Set<string> {
  const words = new Set<string>();
  if (versions && versions.size > 0) {
    for (const number of text.match(/\d+(?:\.\d+)+/g) ?? []) {
      const version = versions.get(number);
      if (version) words.add(version);
    }
  }
  // Names of two letters are those of things
  for (const acronym of text.match(/\b\p{Lu}{2}\b/gu) ?? []) {
    words.add(acronym.toLocaleLowerCase('en-US'));
  }
  for (const token of text.toLocaleLowerCase('en-US').match(WORD) ?? []) {
    for (const word of wordsOfToken(token)) words.add(word);
  }
  return words;
}

/** A word without inflection; nothing where it says nothing. */
function meant(token: string): string[] {
  const isNumber = /^[\d.,:%]+$/.test(token);
  if (token.length < MIN_WORD || COMMON.has(token)) return [];
  // Bare numbers say nothing unless they are versions
  if (isNumber && !/\d\.\d+\.\d/.test(token)) return [];
  return [isNumber ? token : stem(token)];
}
