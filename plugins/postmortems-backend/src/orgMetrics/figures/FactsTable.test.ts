import {
  severitySchema,
  type ActionItemState,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import {
  anyCriteria,
  PEOPLE,
  SERVICES,
} from '../../platform/database/__testUtils__/anyCriteria';
import type {
  IncidentCriteria,
  IncidentFilter,
} from '../../platform/database/types';
import { admits } from './admits';
import { STATUSES } from './columns/Items';
import { FactsTable } from './FactsTable';
import type { IncidentFacts } from './IncidentFacts';

const STATES: ActionItemState[] = [
  'proposed',
  'open',
  'in_progress',
  'done',
  'verified',
  'dropped',
];
const COUNTED_AS = ['proposed', 'open', 'open', 'closed', 'closed', 'dropped'];

const time = fc
  .integer({ min: 0, max: 9 })
  .map(hour => new Date(Date.UTC(2026, 0, 1, hour, 30, 30)).toISOString());
const minutes = fc.option(fc.integer({ min: -100, max: 100_000 }));
const factsOf: fc.Arbitrary<IncidentFacts> = fc.record({
  startedAt: time,
  resolvedAt: fc.option(time),
  severity: fc.constantFrom(...severitySchema.options),
  visibility: fc.constantFrom('public', 'private'),
  createdBy: fc.constantFrom(...PEOPLE),
  services: fc.subarray(SERVICES, { minLength: 1 }),
  participants: fc.subarray(PEOPLE),
  hasPostmortem: fc.boolean(),
  published: fc.boolean(),
  minutesToResolve: minutes,
  minutesToDraft: minutes,
  minutesToReview: minutes,
  verdicts: fc.record({
    supported: fc.nat(50),
    partial: fc.nat(50),
    unsupported: fc.nat(50),
    contradicted: fc.nat(50),
    attested: fc.nat(50),
  }),
  themes: fc.subarray(['change', 'database', 'network']),
  items: fc.array(
    fc.record({
      state: fc.constantFrom(...STATES),
      owner: fc.option(fc.constantFrom(...PEOPLE)),
      dueAt: fc.option(time),
    }),
    { maxLength: 5 },
  ),
});
/** `undefined` for an incident whose facts are to be made again. */
const change = fc.tuple(
  fc.constantFrom('I-1', 'I-2', 'I-10', 'I-3', 'I-4'),
  fc.option(factsOf, { nil: undefined, freq: 8 }),
);

/** Everything that a table says of an incident, in the terms of its facts. */
function factsIn(table: FactsTable, row: number) {
  const { items, verdicts } = table;
  const minutesOf = (value: number) => (Number.isNaN(value) ? null : value);
  const places = Array.from(
    { length: items.endOf(row) - items.firstOf(row) },
    (_, index) => items.firstOf(row) + index,
  );
  return {
    startedAt: table.startedAt(row),
    startedMinute: table.startedMinute.at(row),
    resolvedTime: table.resolvedTime.at(row),
    severity: table.severity.at(row),
    visibility: table.visibility.at(row),
    createdBy: table.createdBy.at(row),
    ...Object.fromEntries(
      (['services', 'participants', 'themes'] as const).map(name => [
        name,
        table[name].at(row).map(word => table[name].vocabulary.wordOf(word)),
      ]),
    ),
    hasPostmortem: table.hasPostmortem.at(row) === 1,
    published: table.published.at(row) === 1,
    minutesToResolve: minutesOf(table.minutesToResolve.at(row)),
    minutesToDraft: minutesOf(table.minutesToDraft.at(row)),
    minutesToReview: minutesOf(table.minutesToReview.at(row)),
    verdicts: Object.fromEntries(
      Object.entries(verdicts).map(([name, column]) => [name, column.at(row)]),
    ),
    items: places.map(place => ({
      status: STATUSES[items.statusAt(place)],
      owner: items.ownerOf(items.ownerAt(place)) ?? null,
      overdue: items.isOverdueAt(place, Date.UTC(2026, 0, 1, 5)),
    })),
  };
}

/** The same, from what was put. */
function expected({ resolvedAt, items, ...facts }: IncidentFacts) {
  return {
    ...facts,
    startedMinute: Date.parse(`${facts.startedAt.slice(0, 16)}Z`) / 60_000,
    resolvedTime: resolvedAt ? Date.parse(resolvedAt) : Infinity,
    items: items.map(({ state, owner, dueAt }) => {
      const status = COUNTED_AS[STATES.indexOf(state)];
      return {
        status,
        owner,
        overdue:
          status === 'open' &&
          dueAt !== null &&
          dueAt < '2026-01-01T05:00:00.000Z',
      };
    }),
  };
}

describe('a table of facts', () => {
  it('has what was put last, in the order of start and key', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), changes => {
        const table = new FactsTable();
        const model = new Map<string, IncidentFacts>();
        for (const [key, facts] of changes) {
          table.put(key, facts);
          if (facts) model.set(key, facts);
          else model.delete(key);
        }
        const inOrder = [...model].sort(([a, one], [b, other]) =>
          `${one.startedAt} ${a}` < `${other.startedAt} ${b}` ? -1 : 1,
        );
        const rows = table.between(undefined, undefined);
        expect(table.size).toBe(model.size);
        const keys = new Set(changes.map(([key]) => key));
        expect(table.isComplete).toBe(keys.size === model.size);
        expect(
          rows.map(row => [table.keyOf(row), factsIn(table, row)]),
        ).toEqual(inOrder.map(([key, facts]) => [key, expected(facts)]));

        const [from, to] = [3, 6].map(hour =>
          new Date(Date.UTC(2026, 0, 1, hour, 30, 30)).toISOString(),
        );
        expect(table.between(from, to).map(row => table.keyOf(row))).toEqual(
          inOrder
            .filter(([, { startedAt }]) => startedAt >= from && startedAt < to)
            .map(([key]) => key),
        );
      }),
    );
  });

  it('keeps no room for action items that were replaced long ago', () => {
    const table = new FactsTable();
    const [facts] = fc.sample(factsOf, 1);
    const items = [
      { state: 'open' as const, owner: null, dueAt: null },
      { state: 'done' as const, owner: PEOPLE[0], dueAt: null },
    ];
    for (let index = 0; index < 10_000; index++) {
      table.put(`I-${index % 3}`, { ...facts, items });
    }
    const places = table
      .between(undefined, undefined)
      .map(row => table.items.endOf(row));
    // Three incidents with two items each, and at most as many again that nobody needs
    expect(Math.max(...places)).toBeLessThanOrEqual(14);
  });

  it('admits the incidents that criteria mean', () => {
    const means = (one: IncidentFacts, of: IncidentCriteria): boolean => {
      if ('anyOf' in of) return of.anyOf.some(part => means(one, part));
      if ('allOf' in of) return of.allOf.every(part => means(one, part));
      if ('not' in of) return !means(one, of.not);
      const has: Record<IncidentFilter['field'], string[]> = {
        participant: one.participants,
        service: one.services,
        createdBy: [one.createdBy],
        severity: [one.severity],
        visibility: [one.visibility],
      };
      return has[of.field].some(value => of.values.includes(value));
    };
    fc.assert(
      fc.property(fc.array(factsOf), anyCriteria, (all, of) => {
        const table = new FactsTable();
        all.forEach((facts, index) => table.put(`I-${index}`, facts));
        const admitted = table
          .between(undefined, undefined)
          .filter(admits(table, of))
          .map(row => table.keyOf(row));
        expect(new Set(admitted)).toEqual(
          new Set(
            all.flatMap((one, index) => (means(one, of) ? [`I-${index}`] : [])),
          ),
        );
      }),
    );
  });
});
