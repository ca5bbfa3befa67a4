import { type CounterEvidenceFinder, timeOfCause } from './context';
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
  const messages = [...facts.all()]
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message'
        ? [{ node, payload, at: Date.parse(node.timestamp) }]
        : [],
    )
    .sort((a, b) => a.at - b.at || (a.node.id < b.node.id ? -1 : 1));
  const names = (text: string) =>
    [...identifiersOf(text, facts)].some(name => named.has(name));
  for (const [place, { node, payload, at }] of messages.entries()) {
    if (at < since || cited.includes(node.id)) continue;
    const sentences = sentencesOf(plain(payload.text)).filter(
      one => !ASKS.test(one) && !UNSURE.test(one),
    );
    const isDenied = sentences.some(one => DENIES.test(one));
    const isAnswer = sentences.some(one => NO.test(one));
    if (!isDenied && !isAnswer) continue;
    const isAbout = names(payload.text);
    // "No, it was this one" is for it
    if (isAnswer && !isDenied && isAbout) continue;
    const isAnswerToIt =
      isAnswer &&
      identifiersOf(payload.text, facts).size > 0 &&
      messages
        .slice(Math.max(0, place - ANSWERED), place)
        .some(
          before => at - before.at <= ANSWERED_MS && names(before.payload.text),
        );
    if (!isAbout && !isAnswerToIt) continue;
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

function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .filter(line => !/^\s*(?:>|&gt;)/.test(line))
    .flatMap(line => line.split(/(?<=[.!?;])\s+/));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[’‘]/g, "'");
}
