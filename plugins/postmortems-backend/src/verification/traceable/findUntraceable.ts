import type {
  DraftClaim,
  Instant,
  TextRange,
  Unit,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import { durationText, quantityText, timeText } from '../render/reasons';
import { isAt } from '../compare';
import { EvidenceIndex } from '../reading/EvidenceIndex';
import { isHypothetical, MAX_LENGTH } from '../reading/readSentence';
import { tokenize, type Token } from '../reading/tokenize';
import type { SealedFacts } from '../SealedFacts';
import { CitedEvidence } from './CitedEvidence';
import {
  findLength,
  givesAmount,
  givesFactor,
  givesShare,
  nearestValue,
} from './derive';
import {
  isInEvidence,
  sourceText,
  type Dimension,
  type Value,
} from './evidenceValues';
import { mentionsOf, type Mention } from './mentions';
import { findMisattributed } from './misattributed';
import { displayName } from './nameOf';

/** Up to here people count what the evidence lists, without a number of its own. */
const COUNTABLE = 12;
/** A time of the day of a place that is not known. */
const LOCAL_TIME = /^(?:local|clocks?|time)$/;
const UNITS: Readonly<Record<Dimension, Unit>> = {
  share: 'ratio',
  time: 'seconds',
  bytes: 'bytes',
  rate: 'per_second',
  any: 'none',
};

/** More than is read to find what a sentence without citations states, in bytes. */
const MAX_ALL = 4 * 1024 * 1024;

/** Whether there is more evidence than is searched for a sentence that cites none. */
export function isTooMuch({ unread, bytes }: SealedFacts): boolean {
  return unread !== undefined || bytes > MAX_ALL;
}

/**
 * What words that no assertion accounts for state and the cited evidence does not
 * give: numbers, times, people, names. That the evidence gives something proves
 * nothing; that it does not is a reason to doubt the sentence.
 *
 * @param leftOver - the words that are checked
 */
export function findUntraceable(
  claim: Pick<DraftClaim, 'kind' | 'text' | 'spans'>,
  leftOver: readonly TextRange[],
  facts: SealedFacts,
): VerdictReason[] {
  const { kind, text, spans } = claim;
  // An action item is a plan.
  if (kind === 'action_item' || leftOver.length === 0) return [];
  if (text.length > MAX_LENGTH) return [];
  if (spans.length === 0 && isTooMuch(facts)) return [];
  const index = EvidenceIndex.of(facts);
  const cited = CitedEvidence.of(spans, facts);
  // What was not read may give it
  if (cited.isCut) return [];
  const days = [...new Set([...index.days, ...cited.days()])];
  const isLeftOver = (tokens: readonly Token[]) =>
    leftOver.some(
      ({ start, end }) => tokens[0].start >= start && tokens.at(-1)!.end <= end,
    );
  return sentencesOf(tokenize(text, index.isName)).flatMap(tokens => {
    if (tokens.some(isHypothetical)) return [];
    const mentions = mentionsOf(tokens, index, days).filter(({ from, to }) =>
      isLeftOver(tokens.slice(from, to)),
    );
    const reasons = mentions.flatMap(mention => {
      const { start } = tokens[mention.from];
      const words = text.slice(start, tokens[mention.to - 1].end);
      const message = objection(mention, words, tokens, cited);
      return message
        ? [{ check: 'not_in_evidence', outcome: 'failed' as const, message }]
        : [];
    });
    return isLeftOver(tokens.slice(0, 1)) || isLeftOver(tokens.slice(-1))
      ? [...reasons, ...findMisattributed({ tokens, mentions, cited })]
      : reasons;
  });
}

/** Why something that is mentioned cannot be true of the evidence, if so. */
function objection(
  mention: Mention,
  words: string,
  tokens: readonly Token[],
  cited: CitedEvidence,
): string | undefined {
  const { values, quoted, isAll, isOpen } = cited;
  const keys = tokens.map(({ key }) => key);
  const nothing = `Nothing in the ${isAll ? '' : 'cited '}evidence`;
  switch (mention.kind) {
    case 'amount': {
      const isGiven = mention.stated.some(
        one => isCountable(one) || givesAmount(one, values, quoted),
      );
      return isGiven
        ? undefined
        : `${nothing} gives “${words}”${nearestText(mention, values)}`;
    }
    case 'share':
      return isOpen ||
        mention.stated.some(one => givesShare(one, values, quoted))
        ? undefined
        : `${nothing} gives “${words}”${nearestText(mention, values)}`;
    case 'factor':
      return isOpen || mention.stated.some(one => givesFactor(one, quoted))
        ? undefined
        : `No two values of the cited places give “${words}”`;
    case 'length': {
      if (isOpen) return undefined;
      const ends = cited.ends(keys);
      const found = mention.stated.map(one =>
        findLength(one, values, quoted, ends),
      );
      if (found.some(({ isGiven }) => isGiven)) return undefined;
      const { nearest } = found[0];
      const gap = nearest
        ? `; the nearest is ${durationText(nearest.seconds)}, from ${sourceText(
            nearest.from,
          )} to ${sourceText(nearest.to)}`
        : nearestText(mention, values);
      return `${nothing} gives “${words}”${gap}`;
    }
    case 'moment':
      return momentObjection(mention, words, keys, cited, nothing);
    case 'person': {
      const people = new Set(cited.nodes.flatMap(one => [...one.people]));
      return isAll || mention.names.some(name => people.has(name))
        ? undefined
        : `The cited evidence does not mention “${words}”${
            people.size > 0
              ? `, but ${[...people].map(displayName).join(', ')}`
              : ''
          }`;
    }
    default:
      return mention.names.some(name => isInEvidence(name, cited.facts))
        ? undefined
        : `“${words}” is nowhere in the evidence`;
  }
}

function momentObjection(
  { instants, isZoned }: { instants: readonly Instant[]; isZoned: boolean },
  words: string,
  keys: readonly string[],
  cited: CitedEvidence,
  nothing: string,
): string | undefined {
  if (!isZoned && keys.some(key => LOCAL_TIME.test(key))) return undefined;
  let nearest: { at: number; from: string; distance: number } | undefined;
  for (const { at, from } of cited.moments()) {
    if (instants.some(one => isAt(one, at))) return undefined;
    for (const one of instants) {
      const distance = Math.abs(Date.parse(one.at) - at);
      if (!nearest || distance < nearest.distance) {
        nearest = { at, from, distance };
      }
    }
  }
  const time = nearest
    ? `; the nearest is ${timeText(nearest.at)}, ${nearest.from}`
    : '';
  return `${nothing} happened at “${words}”${time}`;
}

function nearestText(mention: Mention, values: readonly Value[]): string {
  if (!('stated' in mention)) return '';
  const [stated] = mention.stated;
  const found = nearestValue(stated, values);
  return found
    ? `; the nearest is ${valueText(found)}, from ${sourceText(found)}`
    : '';
}

function valueText({ value, dimension }: Value): string {
  if (dimension !== 'time') return quantityText(value, UNITS[dimension]);
  return value < 1
    ? quantityText(value * 1000, 'milliseconds')
    : durationText(value);
}

function isCountable({ unit, value }: { unit: { unit: Unit }; value: number }) {
  return unit.unit === 'none' && value <= COUNTABLE && Number.isInteger(value);
}

function sentencesOf(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'mark' && /^[.!?;]$/.test(token.key)) {
      sentences.push([]);
      // A question is not stated.
      if (token.key === '?') sentences.at(-2)!.length = 0;
    } else {
      sentences.at(-1)!.push(token);
    }
  }
  return sentences.filter(({ length }) => length > 0);
}
