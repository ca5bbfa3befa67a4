import type { EvidenceSpan } from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from '../SealedFacts';
import type { Statement } from './nouns/mention';
import {
  inputOf,
  rangesOf,
  readClauses,
  type SentenceReading,
} from './readSentence';

/** Most readings that somebody can look through. */
const MAX_ALTERNATIVES = 10;

/**
 * The readings that the words of a sentence allow, where the grammar declines to
 * choose: for a person to choose from. None when there is nothing to choose.
 */
export function alternativesOf(options: {
  text: string;
  spans: readonly EvidenceSpan[];
  facts: SealedFacts;
}): SentenceReading[] {
  const { facts } = options;
  const input = inputOf(options);
  if (!input) return [];
  const found = new Map<string, SentenceReading>();
  const explore = (chosen: ReadonlyMap<number, Statement>): void => {
    if (found.size >= MAX_ALTERNATIVES) return;
    const open: { at: number; statements: readonly Statement[] }[] = [];
    const { assertions, isRead } = readClauses(input, facts, { chosen, open });
    const next = open.at(0);
    if (next) {
      for (const one of likely(next.statements)) {
        explore(new Map([...chosen, [next.at, one]]));
      }
    } else if (chosen.size > 0 && assertions.length > 0) {
      found.set(JSON.stringify(assertions), {
        assertions,
        leftOver: rangesOf(input.tokens, isRead),
      });
    }
  };
  explore(new Map());
  return [...found.values()];
}

/** Those that rest on what is cited, where some do. */
export function likely(statements: readonly Statement[]): Statement[] {
  const stating = statements.filter(({ assertions }) => assertions.length > 0);
  const least = Math.min(...stating.map(({ uncited }) => uncited));
  return stating.filter(({ uncited }) => uncited === least);
}
