import type {
  ChatMessagePayload,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type CauseContext,
  type CounterEvidenceFinder,
  timeOfCause,
} from './context';
import { identifiersOf } from './identifiers';
import { quoted } from './names';

/** Words with which people say that something is not so. */
const DENIES =
  /\b(?:(?:is|was|are|were|that's|it's) (?:wrong|incorrect|unrelated|innocent)|(?:isn't|wasn't|not|never) (?:quite |really |actually )?(?:right|true|correct|it\b|related|to blame|guilty|because of|caused by|due to|the (?:root )?(?:cause|culprit|problem|reason))|(?:isn't|wasn't|(?:is|was) not) (?:the )?[\w.-]*\d[\w.-]*|ha[sd] nothing to do with|red herring|can(?:not|'t) be (?:it|the cause|that|this)|ruled? (?:it |that |this )?out)/i;
/** "No, it was …" answers what somebody said. */
const NO = /^\W*no(?:\s*[,.:;!-]|\s+(?:it|that|this)\b)/i;
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
    [...identifiers].some(name => named.has(name));
  for (const denial of denialsIn(context)) {
    const { node, at, payload, isAnswerOnly, identifiers } = denial;
    if (at < since || cited.includes(node.id)) continue;
    const isAbout = names(identifiers);
    // "No, it was this one" is for it, and against what it answers
    if (isAnswerOnly ? isAbout || !denial.answered().some(names) : !isAbout) {
      continue;
    }
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
  /** It only answers: "No, it was …". */
  isAnswerOnly: boolean;
  identifiers: ReadonlySet<string>;
  /** What the messages that it may answer name. */
  answered(): ReadonlySet<string>[];
};

const denials = new WeakMap<CauseContext, readonly Denial[]>();

function denialsIn(context: CauseContext): readonly Denial[] {
  let known = denials.get(context);
  if (!known) denials.set(context, (known = findDenials(context)));
  return known;
}

function findDenials({ facts }: CauseContext): Denial[] {
  const messages = [...facts.all()]
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message'
        ? [{ node, payload, at: Date.parse(node.timestamp) }]
        : [],
    )
    .sort((a, b) => a.at - b.at || (a.node.id < b.node.id ? -1 : 1));
  return messages.flatMap(({ node, payload, at }, place): Denial[] => {
    const sentences = sentencesOf(plain(payload.text)).filter(
      one => !ASKS.test(one) && !UNSURE.test(one),
    );
    const isDenied = sentences.some(one => DENIES.test(one));
    if (!isDenied && !sentences.some(one => NO.test(one))) return [];
    const identifiers = identifiersOf(payload.text, facts);
    if (identifiers.size === 0) return [];
    return [
      {
        node,
        payload,
        at,
        isAnswerOnly: !isDenied,
        identifiers,
        answered: () =>
          messages
            .slice(Math.max(0, place - ANSWERED), place)
            .filter(before => at - before.at <= ANSWERED_MS)
            .map(before => identifiersOf(before.payload.text, facts)),
      },
    ];
  });
}

function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .filter(line => !/^\s*(?:>|&gt;)/.test(line))
    .flatMap(line => line.split(/(?<=[.!?;])\s+/));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[’‘]/g, "'");
}
