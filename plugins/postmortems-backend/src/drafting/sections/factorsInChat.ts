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
export function factorsInChat(context: SectionContext): SaidFactor[] {
  const { known, about, conclusions, incident } = context;
  const told = new Set(
    [...conclusions.causes, ...conclusions.ruledOut].map(
      ({ talk }) => talk.node.id,
    ),
  );
  const end = incident.mitigatedAt ?? incident.resolvedAt ?? '~';
  const seen = new Set<string>();
  return known
    .flatMap(({ node, payload }): SaidFactor[] => {
      if (payload?.kind !== 'message' || isByRobot(payload)) return [];
      if (told.has(node.id) || about(node) < SURELY) return [];
      const sentence = sentencesIn(payload.text).find(isFactor)?.text;
      if (sentence === undefined) return [];
      const whole = payload.text.trim();
      return [
        {
          node,
          payload,
          text: whole.length <= MAX_SAID ? whole : sentence,
          isMissing: LACKS_GUARD.test(plain(sentence)),
        },
      ];
    })
    .filter(({ text }) => {
      const key = nameKey(text);
      return seen.has(key) ? false : seen.add(key);
    })
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
