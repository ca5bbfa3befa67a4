import type {
  Assertion,
  EventRef,
  Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import { words, type Input } from '../rules';

/** How words were bound to evidence. */
export type Binding = {
  /** Number of mentions that were bound to evidence which is not cited. */
  uncited: number;
  /** By its own name, so that any evidence of that name may be meant. */
  isNamed: boolean;
};

/** Something that words refer to. */
export type Mention<T> = Binding & { fact: T };

/** Something that happened, as words refer to it. */
export type EventMention = Binding & {
  ref: EventRef;
  /** What the words state of it, at a moment if they give one. */
  states: (at?: Instant) => Assertion[];
};

/** What a clause says. */
export type Statement = Binding & { assertions: Assertion[] };

export const determiner = words('the', 'a', 'an', 'this', 'our');

export function bindingOf(
  input: Input,
  ids: readonly (string | undefined)[],
  isNamed: boolean,
): Binding {
  const isCited = ids.some(id => id !== undefined && input.cited.has(id));
  return { uncited: isCited ? 0 : 1, isNamed };
}

export function joined(...bindings: readonly Binding[]): Binding {
  return {
    uncited: bindings.reduce((sum, one) => sum + one.uncited, 0),
    isNamed: bindings.every(one => one.isNamed),
  };
}
