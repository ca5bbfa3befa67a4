import {
  ADMITS,
  CAME_WITH,
  CONCLUDES,
  DEFECT,
  DENIES_CAUSE,
  LEAVES_OPEN,
  LOOKS_RIGHT,
  OWN_ACT,
  RULES_OUT,
  STATES_CAUSE,
} from '../chatLanguage';
import type { Steps } from '../../platform/Turns';
import { nameKey } from '../nameKey';
import type { SealedFacts } from '../SealedFacts';
import { undoes, type Change } from './changes';
import { BUSY, countKnown, KNOWN_WORDS, wordsOfEvidence } from './chat';
import type { Effect } from './effect';
import { identifiersOf } from './identifiers';
import { recoveredAfter } from './recovered';
import { sentencesOf } from './sentences';

/** A change this long before the effect, which was undone before that ended, may have brought it about. */
const CLOSE_MS = 60 * 60_000;
/** Clocks differ by this much. */
const TOLERANCE_MS = 60_000;
/** Changes and messages that are looked at. */
const MAX_CHANGES = 200;
const MAX_MESSAGES = 5000;
/** Shorter names are words, too. */
const MIN_NAME = 4;

/** What makes a sentence about a change one about a cause. */
const OF_CAUSE = [STATES_CAUSE, CONCLUDES, CAME_WITH, DEFECT];
const OF_AUTHOR = [ADMITS, OWN_ACT];

/**
 * Changes of services that the incident neither lists nor depends on, which are
 * possible causes all the same: because people name them as what broke it, or
 * because they were undone and the effect ended after that. With what undid them.
 */
export function* changesElsewhere(
  others: readonly Change[],
  options: { facts: SealedFacts; effect: Effect; lookbackMs: number },
): Steps<Change[]> {
  const { facts, effect, lookbackMs } = options;
  const before = others
    .filter(
      ({ at }) =>
        at - effect.at <= TOLERANCE_MS && effect.at - at <= lookbackMs,
    )
    .slice(-MAX_CHANGES);
  if (before.length === 0) return [];
  const isNamed = yield* namesInChat(facts, effect);
  return before.flatMap(change => {
    const undo = others.find(later => undoes(later, change));
    const hasHelped =
      undo !== undefined &&
      effect.at - change.at <= CLOSE_MS &&
      recoveredAfter(undo, effect);
    if (!hasHelped && !isNamed(change)) return [];
    return undo ? [change, undo] : [change];
  });
}

/** Whether somebody names a change, or the service that was changed, in a message on what broke. */
function* namesInChat(
  facts: SealedFacts,
  effect: Effect,
): Steps<(change: Change) => boolean> {
  const messages = [...facts.all()].flatMap(({ node, payload }) =>
    payload?.kind === 'message' && Date.parse(node.timestamp) >= effect.at
      ? [payload.text]
      : [],
  );
  // Where much is written, people also tell each other of what broke elsewhere
  const known =
    messages.length > BUSY ? wordsOfEvidence(facts, true) : undefined;
  const named: { key: string; identifiers: ReadonlySet<string> }[] = [];
  for (const text of messages.slice(0, MAX_MESSAGES)) {
    yield;
    if (known && countKnown(text, known) < KNOWN_WORDS) continue;
    const sentences = sentencesOf(text);
    if (!sentences.some(isOfCause)) continue;
    for (const sentence of sentences.filter(one => !leavesOut(one))) {
      named.push({
        key: nameKey(sentence),
        identifiers: identifiersOf(sentence, facts),
      });
    }
  }
  return ({ node: { payload }, service }) => {
    const names = [payload.name, payload.version, payload.commit].flatMap(
      value =>
        typeof value === 'string' ? [...identifiersOf(value, facts)] : [],
    );
    const isService = serviceTest(service);
    return named.some(
      ({ key, identifiers }) =>
        isService(key) || names.some(name => identifiers.has(name)),
    );
  };
}

/** States what broke, for certain or of oneself. */
function isOfCause(sentence: string): boolean {
  return (
    !leavesOut(sentence) &&
    [...OF_AUTHOR, ...OF_CAUSE].some(pattern => pattern.test(sentence))
  );
}

/** Asks, supposes, or says that something is not it. */
function leavesOut(sentence: string): boolean {
  if (/\?\s*$/.test(sentence)) return true;
  if ([DENIES_CAUSE, RULES_OUT, LOOKS_RIGHT].some(one => one.test(sentence))) {
    return true;
  }
  // Who did it may be modest
  return (
    LEAVES_OPEN.test(sentence) && !OF_AUTHOR.some(one => one.test(sentence))
  );
}

/** A name of several words, which is no word of English. */
function serviceTest(service: string): (key: string) => boolean {
  if (service.length < MIN_NAME || !/[-_.\d]/.test(service)) {
    return () => false;
  }
  const escaped = service.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`);
  return key => pattern.test(key);
}
