import type {
  Assertion,
  AssertionOf,
  Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Language } from './Language';

/** The words of the first assertions of a list, without a full stop. */
export type Clause = {
  words: string;
  /** When it happened, if the words do not say that. */
  at?: Instant;
  /** How many assertions the words say. */
  says: number;
};

/** Words for the first assertions of a list; `undefined` when it has none for them. */
export type ClauseWriter = (
  assertions: readonly Assertion[],
  language: Language,
) => Clause | undefined;

export function isOf<T extends Assertion['type']>(
  assertion: Assertion | undefined,
  type: T,
): assertion is AssertionOf<T> {
  return assertion?.type === type;
}
