import type {
  ChatMessagePayload,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  GUARD_OFF,
  LACKS_GUARD,
  nameKey,
  NOBODY_SAW,
  plain,
  RETRIES,
  UNREAL,
} from '../../verification';
import { sentencesIn } from '../conclusions/sentences';
import { isByRobot } from '../salience/chat';
import type { Steps } from '../../platform/Turns';
import { MAX_SAID } from '../write/sentence';
import type { SectionContext } from './context';

/** Somebody's words on what made it possible, worse or late to be seen. */
export type SaidFactor = {
  node: EvidenceNode;
  payload: ChatMessagePayload;
  /** The message where it is short, else the sentence that says it. */
  text: string;
  /** Something was missing that can be added. */
  isMissing: boolean;
};

const FACTORS = [LACKS_GUARD, GUARD_OFF, NOBODY_SAW, RETRIES];
const MAX_FACTORS = 4;
/** What a message must have in common with the incident. */
const SURELY = 1;

/** The contributing factors that people name in chat, in the order of their times; what was written afterwards comes before what was written meanwhile. */
export function* factorsInChat({
  known,
  about,
  conclusions,
  incident,
}: Pick<SectionContext, 'known' | 'about' | 'conclusions' | 'incident'>): Steps<
  SaidFactor[]
> {
  const told = new Set(
    [...conclusions.causes, ...conclusions.ruledOut].map(
      ({ talk }) => talk.node.id,
    ),
  );
  const end = incident.mitigatedAt ?? incident.resolvedAt ?? '~';
  const factors = new Map<string, SaidFactor>();
  for (const { node, payload } of known) {
    if (payload?.kind !== 'message' || isByRobot(payload)) continue;
    if (told.has(node.id) || about(node) < SURELY) continue;
    yield;
    const sentence = sentencesIn(payload.text).find(isFactor)?.text;
    if (sentence === undefined) continue;
    const whole = payload.text.trim();
    const text = whole.length <= MAX_SAID ? whole : sentence;
    const key = nameKey(text);
    if (factors.has(key)) continue;
    const isMissing = LACKS_GUARD.test(plain(sentence));
    factors.set(key, { node, payload, text, isMissing });
  }
  return [...factors.values()]
    .sort(
      (a, b) =>
        Number(b.node.timestamp >= end) - Number(a.node.timestamp >= end) ||
        (a.node.timestamp < b.node.timestamp ? -1 : 1),
    )
    .slice(0, MAX_FACTORS)
    .sort((a, b) => (a.node.timestamp < b.node.timestamp ? -1 : 1));
}

function isFactor({
  text,
  isQuestion,
}: {
  text: string;
  isQuestion: boolean;
}): boolean {
  const words = plain(text);
  return (
    !isQuestion &&
    !UNREAL.test(words) &&
    FACTORS.some(pattern => pattern.test(words))
  );
}
