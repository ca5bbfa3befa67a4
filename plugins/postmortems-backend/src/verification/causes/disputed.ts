import type {
  ChatMessagePayload,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { atOnce, type Steps } from '../../platform/Turns';
import {
  type CauseContext,
  type CounterEvidenceFinder,
  timeOfCause,
} from './context';
import { LOOKS_RIGHT } from '../chatLanguage';
import { identifiersOf } from './identifiers';
import { quoted } from './names';
import { sentencesOf } from './sentences';

/** Words with which people say that something is not so. */
const DENIES =
  /\b(?:(?:is|was|are|were|that's|it's) (?:wrong|incorrect|unrelated|innocent)|(?:isn't|wasn't|not|never) (?:quite |really |actually )?(?:right|true|correct|it\b|related|to blame|guilty|because of|caused by|due to|the (?:root )?(?:cause|culprit|problem|reason))|(?:isn't|wasn't|(?:is|was) not) (?:the )?[\w.-]*\d[\w.-]*|ha[sd] nothing to do with|red herring|can(?:not|'t) be (?:it|the cause|that|this)|ruled? (?:it |that |this )?out)/i;
/** "No, it was …" answers what somebody said. */
const NO = /^\W*no(?:\s*[,.:;!-]|\s+(?:it|that|this)\b)/i;
/** "so 4.4 is fine": what they looked for is not there. */
const SO = /^(?:ok,? |and |ah,? )*so\b/i;
/** "same on 11.1": what changed makes no difference. */
const SAME = /\bsame (?:\w+ ){0,2}?(?:on|with|in|under)\b/i;
const IS_VERSION = /^\d+(?:\.\d+)+$/;
const ASKS = /\?\s*$/;
const UNSURE =
  /\b(?:maybe|perhaps|might|could|probably|seems?|looks? like|not sure|unsure|if|whether)\b/i;
/** Messages before "No, …" that it may answer, and how long before. */
const ANSWERED = 5;
const ANSWERED_MS = 60 * 60_000;

/** People name what a cause is about, and say that it is not so. */
export const findDisputed: CounterEvidenceFinder = (cause, context) => {
  const { facts, language } = context;
  const { statement, change, cited } = cause;
  const named = identifiersOf(
    [
      statement,
      ...[change?.node.payload.version, change?.node.payload.commit].filter(
        value => typeof value === 'string',
      ),
    ].join(' '),
    facts,
  );
  if (named.size === 0) return [];
  const since = sinceWhen();
  const names = (identifiers: ReadonlySet<string>) =>
    [...identifiers].some(name => isAmong(named, name));
  const before = change?.node.payload.previousVersion;
  const earlier =
    typeof before === 'string' ? [...identifiersOf(before, facts)] : [];
  // The last word counts, and what says it in full more than an answer
  const inOrder = [...atOnce(denialsIn(context))]
    .reverse()
    .sort(
      (a, b) => Number(a.says === 'answered') - Number(b.says === 'answered'),
    );
  for (const denial of inOrder) {
    const { node, at, payload, identifiers } = denial;
    if (at < since || cited.includes(node.id)) continue;
    const isAbout = names(identifiers);
    const isAgainst = {
      denied: isAbout,
      right: isAbout && !earlier.some(version => isAmong(identifiers, version)),
      // "No, it was this one" is for it, and against what it answers
      answered: !isAbout && denial.answered().some(names),
      // Where the version before does the same, the change is not the reason
      same: earlier.some(version => isAmong(identifiers, version)),
    }[denial.says];
    if (!isAgainst) continue;
    const { name } = payload.author;
    return [
      {
        type: 'disputed_in_chat',
        evidence: [node.id],
        detail: language.messages.cause.disputed({
          quote: quoted(payload.text, language),
          ...(language.style.people === 'names' && name && { actor: name }),
        }),
      },
    ];
  }
  return [];

  /** Nobody disputes what has not been said yet. */
  function sinceWhen(): number {
    if (cause.origin === 'investigator') {
      return lastStepAt() ?? -Infinity;
    }
    if (cause.origin === 'chat') {
      return cited.reduce(
        (latest, id) =>
          Math.max(latest, Date.parse(facts.node(id)?.node.timestamp ?? '')),
        -Infinity,
      );
    }
    return timeOfCause(cause, context) ?? -Infinity;
  }

  function lastStepAt(): number | undefined {
    const times = (facts.trace?.steps ?? []).flatMap(({ timestamp }) =>
      timestamp ? [Date.parse(timestamp)] : [],
    );
    return times.length > 0 ? Math.min(...times) : undefined;
  }
};

/** A message that says that something is not so. */
type Denial = {
  node: EvidenceNode;
  payload: ChatMessagePayload;
  at: number;
  /** That something is not so, is as it should be, no more than "No, it was …", or that it is the same somewhere else. */
  says: 'denied' | 'right' | 'answered' | 'same';
  identifiers: ReadonlySet<string>;
  /** What the messages that it may answer name. */
  answered(): ReadonlySet<string>[];
};

const denials = new WeakMap<CauseContext, readonly Denial[]>();

/** The messages that say that something is not so, which {@link findDisputed} looks up. */
export function* denialsIn(context: CauseContext): Steps<readonly Denial[]> {
  let known = denials.get(context);
  if (!known) denials.set(context, (known = yield* findDenials(context)));
  return known;
}

function* findDenials({ facts }: CauseContext): Steps<Denial[]> {
  const messages = [...facts.all()]
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message'
        ? [{ node, payload, at: Date.parse(node.timestamp) }]
        : [],
    )
    .sort((a, b) => a.at - b.at || (a.node.id < b.node.id ? -1 : 1));
  const found: Denial[] = [];
  for (const [place, { node, payload, at }] of messages.entries()) {
    yield;
    const sentences = sentencesOf(payload.text).filter(
      one => !ASKS.test(one) && !UNSURE.test(one),
    );
    const says = saysOf(sentences);
    if (!says) continue;
    const identifiers = identifiersOf(
      says === 'right' ? sentences.filter(isRight).join('\n') : payload.text,
      facts,
    );
    if (identifiers.size === 0) continue;
    found.push({
      node,
      payload,
      at,
      says,
      identifiers,
      answered: () =>
        messages
          .slice(Math.max(0, place - ANSWERED), place)
          .filter(before => at - before.at <= ANSWERED_MS)
          .map(before => identifiersOf(before.payload.text, facts)),
    });
  }
  return found;
}

function saysOf(sentences: readonly string[]): Denial['says'] | undefined {
  if (sentences.some(one => DENIES.test(one))) return 'denied';
  if (sentences.some(isRight)) return 'right';
  if (sentences.some(one => NO.test(one))) return 'answered';
  return sentences.some(one => SAME.test(one)) ? 'same' : undefined;
}

function isRight(sentence: string): boolean {
  return SO.test(sentence) && LOOKS_RIGHT.test(sentence.replace(SO, ''));
}

/** Whether a name is among others; of a version people leave out the end. */
function isAmong(names: ReadonlySet<string>, name: string): boolean {
  if (names.has(name)) return true;
  return [...names].some(
    other =>
      IS_VERSION.test(name) &&
      IS_VERSION.test(other) &&
      (other.startsWith(`${name}.`) || name.startsWith(`${other}.`)),
  );
}
