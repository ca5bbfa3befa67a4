import type { ChatMessagePayload } from '@postmortems/backstage-plugin-postmortems-common';
import {
  ACTION,
  DECISION,
  ESCALATION,
  FINDING,
  HAND_OVER,
  ROBOT,
} from '../../verification';
import { readingsOf } from '../conclusions/readings';

/** Characters of a message that are looked at. */
const MAX_LENGTH = 2000;

const LINK = /https?:\/\//;
/** A number with a unit, a share, or of more than one digit. */
const FIGURE =
  /\d\s?(?:%|ms|s|m|h|min|gi?b|mi?b|ki?b|k|rps|qps)\b|\d\s?%|(?<!\b(?:in|back) )\d{2}/i;
/** Versions, hashes, paths, and names as programs write them. */
const IDENTIFIER =
  /\bv?\d+\.\d+|\b[a-f]*\d[a-f\d]{6,}\b|`[^`]+`|[a-z]_[a-z]|[a-z][A-Z][a-z]|\w\/\w+\/|[A-Z]{2,}-\d/;

const LEXICON = [FINDING, ACTION, DECISION, HAND_OVER, ESCALATION];
const MAX_LEXICON = 3;
const CONCLUSION = 2;

/** A correction of the last message as editors write it, and what people say of themselves while they come and go. */
const ASIDE = [
  /^s([/|#])[^/|#]*\1[^/|#]*(?:\1[gi]*)?$/,
  /^(?:i(?:'ll| will| can)?|we(?: can)?|can|will)?\s*(?:look|join|be (?:back|there|right back)|check|help)?\s*(?:back )?in (?:a|an|\d+)\s*(?:s|secs?|seconds?|m|mins?|minutes?|hours?|bit|moment)?$/i,
  /^(?:brb|afk|omw|typo|oops)\b.{0,30}$/i,
  /^(?:what (?:did|have) i miss(?:ed)?|on my way|(?:just )?a (?:sec|second|moment|minute)|one (?:sec|second|moment|minute)(?: please)?)$/i,
  /^(?:my )?(?:vpn|laptop|wi-?fi|connection|battery)\b.{0,25}\bback(?: now| again| online)?$/i,
];

/** Words of greetings, thanks, assent and jokes. */
const SMALL_TALK = new Set(
  'hi hello hey all team everyone folks morning afternoon evening good night bye goodbye ok okay k kk yes yeah yep yup no nope sure thanks thank you thx ty cheers np welcome cool great nice awesome perfect lol haha hahaha lmao rofl ack acked roger copy got it same agreed agree right true indeed done? plus one here there joining joined me too so much for the help sounds good looking on will do hmm hm oh ah wow ouch yay woo phew yikes sorry typo oops brb afk omw'.split(
    ' ',
  ),
);

/**
 * How much a chat message tells somebody who was not there; zero for greetings,
 * thanks, assent, jokes and messages without a word. Signs that any language has
 * come before English words.
 */
export function chatSalience(
  payload: ChatMessagePayload,
  services: readonly string[],
): number {
  const text = payload.text.slice(0, MAX_LENGTH);
  if (!isTelling(payload)) return 0;
  const attention = attentionTo(payload);
  const lower = text.toLocaleLowerCase('en-US');
  const signs = [
    LINK.test(text),
    FIGURE.test(text),
    IDENTIFIER.test(text),
    services.some(name => lower.includes(name)),
  ].filter(Boolean).length;
  const lexicon = LEXICON.filter(pattern => pattern.test(text)).length;
  return (
    1 +
    signs +
    attention +
    Math.min(MAX_LEXICON, lexicon * 1.5) +
    (concludes(payload) ? CONCLUSION : 0) -
    (isByRobot(payload) ? 1 : 0)
  );
}

/** Whether somebody concludes, decides, corrects or tells what came of an act. */
function concludes(payload: ChatMessagePayload): boolean {
  return readingsOf(payload).some(
    ({ reading: { cause, isRuledOut, isDecision, isCorrection, effect } }) =>
      cause >= 2 || isRuledOut || isDecision || isCorrection || effect,
  );
}

/** Several parts of a draft ask it. */
const telling = new WeakMap<ChatMessagePayload, boolean>();

/** Whether a message says more than greetings, thanks, assent and who comes and goes. */
export function isTelling(payload: ChatMessagePayload): boolean {
  const known = telling.get(payload);
  if (known !== undefined) return known;
  const said = payload.text.slice(0, MAX_LENGTH).trim();
  const bare = said.replace(/[.!?…,\s]+$/, '');
  const isTold =
    !ASIDE.some(aside => aside.test(bare)) &&
    wordsIn(said).some(word => !SMALL_TALK.has(word));
  telling.set(payload, isTold);
  return isTold;
}

/** Equal for messages that say the same, numbers apart. */
export function chatTextKey({ text }: ChatMessagePayload): string {
  return text
    .slice(0, MAX_LENGTH)
    .toLocaleLowerCase('en-US')
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether somebody hands their part in the incident over. */
export function isHandOver(text: string): boolean {
  return HAND_OVER.test(text.slice(0, MAX_LENGTH));
}

/** Names of programs that tell of alerts and jobs, and how their messages begin. */
const TOOL =
  /^(?:alert ?manager|grafana|prometheus|pager ?duty|opsgenie|datadog|sentry|scheduler|cron|jenkins|argo\w*|github|gitlab|status ?page|monitor\w*)\b/i;
const NOTICE = /^\W{0,3}\[?(?:FIRING|RESOLVED)\b/;

/** Whether a program wrote a message. */
export function isByRobot({ author, text }: ChatMessagePayload): boolean {
  const name = author.name ?? author.id ?? '';
  return (
    author.isBot === true ||
    ROBOT.test(name) ||
    TOOL.test(name) ||
    NOTICE.test(text)
  );
}

function wordsIn(text: string): string[] {
  return (
    text
      // Mentions and names of emoji say nothing by themselves
      .replace(/<[@!#][^>\s]*>|@[\w.-]+|:[a-z0-9_+-]+:/gi, ' ')
      .toLocaleLowerCase('en-US')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** What the others made of a message: reactions, pins and replies. */
function attentionTo(payload: ChatMessagePayload): number {
  const { reactions, pinned, replies } = payload as Record<string, unknown>;
  const replyCount = payload.reply_count ?? payload.replyCount ?? replies;
  const reacted = Array.isArray(reactions)
    ? reactions.reduce<number>((sum, one) => sum + countIn(one), 0)
    : 0;
  const isPinned =
    pinned === true ||
    (Array.isArray(payload.pinned_to) && payload.pinned_to.length > 0);
  return (
    (isPinned ? 3 : 0) +
    Math.min(2, reacted / 2) +
    (Number(replyCount) > 0 || (Array.isArray(replies) && replies.length > 0)
      ? 1
      : 0)
  );
}

function countIn(reaction: unknown): number {
  const count =
    typeof reaction === 'object' && reaction !== null && 'count' in reaction
      ? Number(reaction.count)
      : 1;
  return Number.isFinite(count) ? count : 1;
}
