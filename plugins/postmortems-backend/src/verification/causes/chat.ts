import type {
  ChatMessagePayload,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import { significantWords } from '../../platform/text/words';
import {
  DENIES_CAUSE,
  LEAVES_OPEN,
  plain,
  REASON_OF_ACT,
  STATES_CAUSE,
  WITHDRAWS,
} from '../chatLanguage';
import { nameKey } from '../nameKey';
import { serviceName } from '../render/names';
import type { SealedFacts } from '../SealedFacts';
import { identifiersOf, tellingText, withoutServices } from './identifiers';
import { sentencesOf } from './sentences';

/** Statements of these words say that they name the cause. */
const NAMES_CAUSE =
  /\b(?:root cause|the cause|culprit|to blame|caused by|due to)\b/i;
/** Statements of these words are about the cause only where they name a thing. */
const NEEDS_NAME = /\b(?:git blame|came (?:in )?with|introduced|brought in)\b/i;
/** Parts of sentences, and sentences about what was said before. */
const FRAGMENT =
  /^\W*(?:(?:and|but|so|or|also|then|just|only)\W+)*(?:because|due to|as a result)\b|\b(?:because of|caused by|due to|cause (?:is|was)|culprit (?:is|was)) (?:that|this|it|them|those)\W*$/i;
/** Words from which a statement is understood alone. */
const UNDERSTOOD = 5;
/** Words of a statement that evidence uses too, from which it is about what evidence knows. */
export const KNOWN_WORDS = 2;
/** Where more is written, people also tell each other of other services, and of what broke those. */
export const BUSY = 300;
/** Texts of evidence whose words are looked at. */
const MAX_TEXTS = 2000;
/** Longest statement, in characters. */
const MAX_STATEMENT = 500;

/** A cause that somebody states in chat as a fact. */
type ChatCause = {
  id: string;
  statement: string;
  author: ChatMessagePayload['author'];
};

/** Causes stated in chat, without questions, guesses, hearsay and what their authors take back. */
export function* findChatCauses(facts: SealedFacts): Steps<ChatCause[]> {
  const messages = [...facts.all()]
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message'
        ? [{ id: node.id, at: Date.parse(node.timestamp), payload }]
        : [],
    )
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  let causes: ChatCause[] = [];
  const isBusy = messages.length > BUSY;
  let known: ReadonlySet<string> | undefined;
  const wordsKnown = () => (known ??= wordsOfEvidence(facts, isBusy));
  for (const { id, payload } of messages) {
    yield;
    const { text, author } = payload;
    if (WITHDRAWS.test(text)) {
      const last = causes.findLast(one => isSame(one.author, author));
      causes = causes.filter(one => one !== last);
    }
    // Most messages state none, whichever way they are split
    if (!STATES_CAUSE.test(plain(text).replace(/\s+/g, ' '))) continue;
    const statement = sentencesOf(text).find(
      one =>
        STATES_CAUSE.test(one) &&
        ![LEAVES_OPEN, DENIES_CAUSE, REASON_OF_ACT].some(pattern =>
          pattern.test(one),
        ) &&
        (isBusy
          ? countKnown(one, wordsKnown()) >= KNOWN_WORDS && !FRAGMENT.test(one)
          : isUnderstood(one, facts, wordsKnown)),
    );
    if (statement && !WITHDRAWS.test(text)) {
      causes.push({ id, statement: statement.slice(0, MAX_STATEMENT), author });
    }
  }
  return causes;
}

/** Whether a statement names what evidence knows, or says enough to be understood alone. */
function isUnderstood(
  statement: string,
  facts: SealedFacts,
  known: () => ReadonlySet<string>,
): boolean {
  const words = [...significantWords(statement)];
  const names =
    identifiersOf(statement, facts).size > 0 ||
    countKnown(statement, known()) >= KNOWN_WORDS;
  if (names) return true;
  if (NEEDS_NAME.test(statement) || FRAGMENT.test(statement)) return false;
  return (
    words.length >= UNDERSTOOD ||
    (NAMES_CAUSE.test(statement) && words.length >= KNOWN_WORDS) ||
    namesService(statement, facts)
  );
}

function namesService(statement: string, facts: SealedFacts): boolean {
  return withoutServices(statement, facts).includes('|');
}

export function countKnown(
  statement: string,
  known: ReadonlySet<string>,
): number {
  return [...significantWords(statement)].filter(word => known.has(word))
    .length;
}

/**
 * Words in which systems record changes, alerts, logs and metrics; on request of the
 * affected services alone, with those of the record.
 */
export function wordsOfEvidence(
  facts: SealedFacts,
  isOfAffected: boolean,
): ReadonlySet<string> {
  const {
    services = [],
    title,
    description,
  } = facts.seal.incident as Partial<Incident>;
  const affected = new Set(services.map(serviceName));
  const texts = new Set<string>(
    isOfAffected ? [...affected, title ?? '', description ?? ''] : [],
  );
  for (const { node, payload } of facts.all()) {
    if (node.sourceType === 'chat' || node.sourceType === 'agent_trace') {
      continue;
    }
    if (isOfAffected && !affected.has(serviceName(node.metadata.service))) {
      continue;
    }
    if (payload?.kind === 'log') texts.add(payload.message.slice(0, 200));
    else if (payload) texts.add(tellingText(node).slice(0, 500));
    if (texts.size === MAX_TEXTS) break;
  }
  return significantWords([...texts].join(' ').replaceAll('_', ' '));
}

function isSame(
  a: ChatMessagePayload['author'],
  b: ChatMessagePayload['author'],
): boolean {
  const keyOf = ({ id, name }: typeof a) => nameKey(id ?? name ?? '');
  return keyOf(a) !== '' && keyOf(a) === keyOf(b);
}
