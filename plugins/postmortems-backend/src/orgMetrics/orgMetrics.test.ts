import {
  DURATION_METRICS,
  orgMetricSchema,
  PROPORTION_METRICS,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import { testIncident } from '../__testUtils__/records';
import { createTestDatabases, openStores } from '../__testUtils__/stores';
import { inTransaction, type IncidentCriteria } from '../platform/database';
import { boundaries } from './__testUtils__/boundaries';
import { CaseCounter } from './__testUtils__/CaseCounter';
import { SERVICES } from './__testUtils__/causes';
import { readRawRows, type RawRows } from './__testUtils__/rawRows';
import { at, NOW, PEOPLE, Writer, writes } from './__testUtils__/randomWrites';
import { recompute, type Question } from './__testUtils__/recompute';
import { reportedMetrics } from './__testUtils__/reportedMetrics';
import { recordAlertNames } from './recordIncidentMetrics';

jest.setTimeout(240_000);

const [, BOB] = PEOPLE;
/** ada is one of the group. */
const GROUPS = new Map([['user:default/ada', 'group:default/sre']]);
const groupOf = (owner: string) => GROUPS.get(owner) ?? owner;

/** What is public, what bob opened, and what he took part in. */
const CRITERIA = {
  anyOf: [
    { field: 'visibility' as const, values: ['public'] },
    { field: 'createdBy' as const, values: [BOB] },
    { field: 'participant' as const, values: [BOB] },
  ],
};

const QUESTIONS: Pick<Question, 'from' | 'to' | 'severities' | 'services'>[] = [
  { from: at(0), to: at(200) },
  { from: at(90), to: at(110) },
  { from: at(0), to: at(200), severities: ['sev1'] },
  { from: at(0), to: at(200), services: SERVICES.slice(0, 2) },
  { from: at(20), to: at(150), services: [SERVICES[1]], severities: ['sev3'] },
  { from: at(0), to: at(200), services: [] },
];

describe('org metrics', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'equal an independent recomputation for every query and reader after random concurrent writes, on %s',
    async databaseId => {
      const cases = new CaseCounter();
      await fc.assert(
        fc.asyncProperty(writes, async operations => {
          const knex = await databases.init(databaseId);
          const stores = await openStores(knex);
          const writer = new Writer(stores);
          for (let index = 0; index < operations.length; index += 2) {
            await Promise.all(
              operations.slice(index, index + 2).map(one =>
                writer.apply(one).catch(error => {
                  // The postmortem has moved on since this writer read it
                  if (error.name !== 'ConflictError') throw error;
                }),
              ),
            );
          }
          const raw = await readRawRows(knex);
          const bobTookPart = (incident: RawRows['incidents'][number]) =>
            raw.participants.some(
              one =>
                one.incident_key === incident.key && one.entity_ref === BOB,
            );
          const ask = async (
            question: (typeof QUESTIONS)[number],
            reader: {
              criteria?: IncidentCriteria;
              mayRead(incident: RawRows['incidents'][number]): boolean;
            },
          ) => {
            const { criteria, mayRead } = reader;
            const reported = await reportedMetrics(
              stores,
              { ...question, now: NOW, criteria },
              GROUPS,
            );
            expect(reported).toEqual(
              recompute(raw, {
                ...question,
                now: NOW,
                groupOf,
                mayRead,
              }),
            );
            return reported;
          };
          for (const question of QUESTIONS) {
            const machine = await ask(question, { mayRead: () => true });
            const outsider = await ask(question, {
              criteria: CRITERIA,
              mayRead: incident =>
                incident.visibility === 'public' ||
                incident.created_by === BOB ||
                bobTookPart(incident),
            });
            cases.add(raw, { machine, outsider });
          }
        }),
        { numRuns: 10, examples: [[boundaries]], endOnFailure: true },
      );
      expect(cases.missing()).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'find the incident that one of two services repeats, whoever of both writes first, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { incidents } = await openStores(knex);
      const [first, second] = SERVICES;
      const add = (key: string, day: string, services: string[]) =>
        incidents.create({
          incident: testIncident({
            key,
            services,
            startedAt: `2026-03-${day}T00:00:00.000Z`,
          }),
          actor: 'test',
        });
      for (let round = 0; round < 10; round++) {
        const alertNames = [`Alert${round}`];
        const keys = {
          both: `B-${round}`,
          far: `F-${round}`,
          near: `N-${round}`,
        };
        await add(keys.far, '01', [first]);
        await add(keys.near, '02', [second]);
        await add(keys.both, '03', [first, second]);
        const record = (incidentKey: string) =>
          inTransaction(knex, tx =>
            recordAlertNames(tx, { incidentKey, alertNames }),
          );
        await record(keys.both);
        await Promise.all([record(keys.far), record(keys.near)]);
        expect(
          await knex('incident_metrics')
            .where({ incident_key: keys.both })
            .first('previous_key'),
        ).toEqual({ previous_key: keys.near });
      }
    },
  );

  it('include every metric of the API', () => {
    expect([...orgMetricSchema.options].sort()).toEqual(
      [...PROPORTION_METRICS, ...DURATION_METRICS, 'category'].sort(),
    );
  });
});
