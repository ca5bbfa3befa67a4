import type { ChatMessagePayload } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import type { SealedFacts } from '../SealedFacts';

/** Words with which people state a cause. */
const STATES =
  /\b(?:because(?: of)?|caused (?:by|it|this|the)|is causing|was causing|due to|(?:the )?(?:root )?cause (?:is|was)|root cause:|the culprit (?:is|was)|culprit:|turns out|turned out|traced (?:it |this )?(?:back )?to|as a result of|is to blame|broke (?:it|this))\b/i;
/** Words that leave it open, ask, or say what others say. */
const OPEN =
  /\?|\b(?:may|might|could|maybe|perhaps|possibly|probably|likely|unlikely|seems?|looks? like|appears?|apparently|think|guess|suspect|assume|believe|wonder|bet|if|whether|unless|would|should|hypothes\w+|theory|hunch|not sure|unsure|unclear|don'?t know|checking|investigating|rule[ds]? out|ruling out|no evidence|says?|said|claims?|according to|reports? that|heard)\b/i;
/** Words that deny that this is the cause. */
const DENIES =
  /(?:\b(?:not|never)\b|n't\b)(?:\W+\w+){0,2}?\W+(?:because|caused|due|the (?:root )?cause|the culprit|to blame)\b|\b(?:cause|culprit) (?:is|was)(?:n't| not)\b/i;
/** "I restarted it because …" gives a reason for an act, not for the incident. */
const ACT =
  /^(?:(?:so|ok|okay|and|but|then|fyi)[, ]+)?(?:i|we|i'm|we're|i've|we've|i'll|we'll|let's|let me|please|can)\b[^]*\bbecause\b/i;
/** What takes back what was said before. */
const WITHDRAWS =
  /\b(?:never ?mind|nvm|scratch that|ignore (?:that|me|my)|disregard|i was wrong|my mistake|false alarm|correction|i take (?:that|it) back|strike that|that'?s not it|that wasn'?t it|wasn'?t it|not it after all|red herring|unrelated after all)\b/i;

/** Longest statement, in characters. */
const MAX_STATEMENT = 500;

/** A cause that somebody states in chat as a fact. */
type ChatCause = {
  id: string;
  statement: string;
  author: ChatMessagePayload['author'];
};

/** Causes stated in chat, without questions, guesses, hearsay and what their authors take back. */
export function findChatCauses(facts: SealedFacts): ChatCause[] {
  const messages = [...facts.all()]
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message'
        ? [{ id: node.id, at: Date.parse(node.timestamp), payload }]
        : [],
    )
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  let causes: ChatCause[] = [];
  for (const { id, payload } of messages) {
    const { text, author } = payload;
    if (WITHDRAWS.test(text)) {
      const last = causes.findLast(one => isSame(one.author, author));
      causes = causes.filter(one => one !== last);
    }
    // Most messages state none, whichever way they are split
    if (!STATES.test(plain(text).replace(/\s+/g, ' '))) continue;
    const statement = sentencesOf(text).find(
      one =>
        STATES.test(one) &&
        ![OPEN, DENIES, ACT].some(pattern => pattern.test(one)),
    );
    if (statement && !WITHDRAWS.test(text)) {
      causes.push({ id, statement: statement.slice(0, MAX_STATEMENT), author });
    }
  }
  return causes;
}

/** Sentences without quoted lines, which others wrote. */
function sentencesOf(text: string): string[] {
  return plain(text)
    .split('\n')
    .filter(line => !/^\s*(?:>|&gt;)/.test(line))
    .flatMap(line => line.match(/[^.!?;]+(?:\.(?=\S)[^.!?;]*)*[.!?;]*/g) ?? [])
    .map(sentence => sentence.replace(/\s+/g, ' ').trim())
    .filter(sentence => sentence !== '');
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[’‘]/g, "'");
}

function isSame(
  a: ChatMessagePayload['author'],
  b: ChatMessagePayload['author'],
): boolean {
  const keyOf = ({ id, name }: typeof a) => nameKey(id ?? name ?? '');
  return keyOf(a) !== '' && keyOf(a) === keyOf(b);
}
