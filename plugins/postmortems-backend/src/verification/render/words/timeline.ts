import {
  RECORD_EVIDENCE_ID,
  type Assertion,
  type AssertionOf,
  type Window,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';
import { alertOrChangeClause, sayingClause } from './happenings';

const MINUTE_MS = 60_000;
/** What a fold may be narrowed to. */
const FOLD_FIELDS: ReadonlySet<string> = new Set(['kind', 'origin', 'window']);

/** Counts of records, or of what each of them stands for. */
const RECORDS: ReadonlySet<string> = new Set(['nodes', 'occurrences']);

type Bounded = AssertionOf<'count'> & {
  filter: { kind: string; window: Required<Window> };
};

/** What is folded between two entries: how much of each kind there was between two times. */
export const foldClause: ClauseWriter = (assertions, language) => {
  const [first] = assertions;
  if (!isBounded(first) || !RECORDS.has(first.distinct)) return undefined;
  const { window } = first.filter;
  const parts: string[] = [];
  let says = 0;
  while (says < assertions.length) {
    const next = assertions[says];
    if (!isBounded(next) || !isSame(next.filter.window, window)) break;
    if (!RECORDS.has(next.distinct)) break;
    const people = assertions[says + 1];
    const isPeople =
      isBounded(people) &&
      people.distinct === 'speakers' &&
      isSame(people.filter.window, window);
    parts.push(part(next, isPeople ? people : undefined, language));
    says += isPeople ? 2 : 1;
  }
  return {
    words: language.messages.folded({
      parts: language.list(parts),
      range: range(window, language),
    }),
    says,
  };
};

function isBounded(assertion: Assertion | undefined): assertion is Bounded {
  return (
    isOf(assertion, 'count') &&
    assertion.filter.kind !== undefined &&
    assertion.filter.window?.from !== undefined &&
    assertion.filter.window.to !== undefined &&
    Object.keys(assertion.filter).every(field => FOLD_FIELDS.has(field))
  );
}

function isSame(a: Required<Window>, b: Required<Window>): boolean {
  return a.from.at === b.from.at && a.to.at === b.to.at;
}

function part(
  { filter: { kind, origin }, quantity }: Bounded,
  people: Bounded | undefined,
  language: Language,
): string {
  const { foldedKind, foldedOther } = language.messages;
  const told = {
    number: language.quantity(quantity),
    count: quantity.value,
    ...(origin && { service: language.service(origin) }),
    ...(people &&
      people.quantity.value > 1 && {
        people: language.quantity(people.quantity),
      }),
  };
  return Object.hasOwn(foldedKind, kind)
    ? foldedKind[kind](told)
    : foldedOther({ ...told, kind });
}

/** Both ends by the minute; once where they are the same. */
function range({ from, to }: Required<Window>, language: Language): string {
  return language.range(
    { ...from, precisionMs: MINUTE_MS },
    { ...to, precisionMs: MINUTE_MS },
  );
}

/** A time of the record, and how long before or after it the evidence shows what the time is of. */
export const disagreementClause: ClauseWriter = (assertions, language) => {
  const [milestone, gap, ...rest] = assertions;
  if (!isOf(milestone, 'milestone') || !isOf(gap, 'gap')) return undefined;
  const isEarlier = gap.to.evidence === RECORD_EVIDENCE_ID;
  if (!isEarlier && gap.from.evidence !== RECORD_EVIDENCE_ID) return undefined;
  const shown: Clause | undefined =
    rest.length > 0
      ? alertOrChangeClause(rest, language) ?? sayingClause(rest, language)
      : undefined;
  if (!shown?.at) return undefined;
  const { disagreement, recordedAs } = language.messages;
  return {
    words: disagreement[isEarlier ? 'earlier' : 'later']({
      milestone: recordedAs[milestone.event],
      recorded: language.instant(milestone.at),
      length: language.length(gap.quantity),
      at: language.instant(shown.at),
      words: shown.words,
    }),
    says: 2 + shown.says,
  };
};
