import fc from 'fast-check';
import { testIncident } from '../../platform/database/__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
} from '../../platform/database/__testUtils__/stores';
import { describeIncidents } from '../operations/describeIncidents';
import { behindFigure } from './behindFigure';
import { FactsMemory } from './FactsMemory';
import { firstOf } from './firstOf';

const databases = createTestDatabases();
const outsider = { field: 'visibility' as const, values: ['public'] };

describe('incidents behind a figure', () => {
  it.each(databases.eachSupportedId())(
    'are left out when they have become private since they were counted, on %s',
    async id => {
      const { knex, stores } = await createTestStores(databases, id);
      for (const [number, key] of ['INC-1', 'INC-2', 'INC-3'].entries()) {
        await stores.incidents.create({
          incident: testIncident({
            key,
            startedAt: `2026-03-0${number + 1}T10:00:00.000Z`,
            resolvedAt: `2026-03-0${number + 1}T11:00:00.000Z`,
          }),
          actor: 'test',
        });
      }
      const counted = await new FactsMemory({ knex }).read(facts =>
        behindFigure(facts, {
          figure: 'time_to_resolve',
          order: 'newest',
          from: '2026-03-01T00:00:00.000Z',
          to: '2026-04-01T00:00:00.000Z',
          now: '2026-04-01T00:00:00.000Z',
          criteria: outsider,
          limit: 2,
        }),
      );
      // Told of each other, as repeats are
      const behind = counted.items.map(one => ({
        ...one,
        previous: {
          incidentKey: one.incidentKey === 'INC-3' ? 'INC-2' : 'INC-1',
          serviceRef: 'component:default/checkout',
          theme: 'change' as const,
        },
      }));
      const describe = async () =>
        (await describeIncidents(knex, behind, outsider)).map(
          ({ incidentKey, minutes, previous }) => [
            incidentKey,
            minutes,
            previous?.incidentKey,
          ],
        );
      expect(counted.nextCursor).toBeDefined();
      expect(await describe()).toEqual([
        ['INC-3', 60, 'INC-2'],
        ['INC-2', 60, 'INC-1'],
      ]);
      await stores.incidents.update({
        key: 'INC-2',
        actor: 'test',
        change: current => ({ ...current, visibility: 'private' }),
      });
      expect(await describe()).toEqual([['INC-3', 60, undefined]]);
    },
  );
});

describe('the first of many', () => {
  it('are those that come first when all are put in order', () => {
    const compare = (a: number[], b: number[]) => a[0] - b[0] || a[1] - b[1];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(9)), {
          selector: pair => pair.join(),
        }),
        fc.nat(20),
        (all, n) => {
          expect(firstOf(all, n + 1, compare)).toEqual(
            [...all].sort(compare).slice(0, n + 1),
          );
        },
      ),
    );
  });
});
