import {
  figureSchema,
  SHARE_FIGURES,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import {
  createTestDatabases,
  openStores,
} from '../platform/database/__testUtils__/stores';
import type { IncidentCriteria } from '../platform/database';
import { boundaries } from './__testUtils__/boundaries';
import { SERVICES, themesOfCause } from './__testUtils__/causes';
import { productSays } from './__testUtils__/productSays';
import { readRawRows, type RawRows } from './__testUtils__/rawRows';
import { at, NOW, PEOPLE, Writer, writes } from './__testUtils__/randomWrites';
import { recompute, type Question } from './__testUtils__/recompute';
import { Tally } from './__testUtils__/tally';

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

/** Everything that the test writes. */
const YEAR = { from: at(0), to: at(200), now: NOW };

const keysOf = (raw: RawRows) => raw.incidents.map(({ key }) => String(key));

describe('figures', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'are what the raw rows say for every question and reader, after whatever was written by two at once, on %s',
    async databaseId => {
      const tally = new Tally();
      await fc.assert(
        fc.asyncProperty(writes, async operations => {
          const knex = await databases.init(databaseId);
          const stores = await openStores(knex);
          const writer = new Writer(stores);
          for (let index = 0; index < operations.length; index += 2) {
            await Promise.all(
              operations.slice(index, index + 2).map(one =>
                writer.apply(one).catch(error => {
                  // The document has moved on since this writer read it
                  if (error.name !== 'ConflictError') throw error;
                }),
              ),
            );
            // What is known by now has to follow what comes
            if (index % 6 === 0) await stores.metrics.read(YEAR);
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
            const said = await productSays(
              stores,
              { ...question, now: NOW, criteria },
              GROUPS,
            );
            expect(said).toEqual(
              recompute(raw, {
                ...question,
                now: NOW,
                groupOf,
                themesOf: themesOfCause,
                mayRead,
              }),
            );
            return said;
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
            tally.add(raw, { machine, outsider });
          }

          // A process that starts now says the same
          const figures = async (of = stores) => {
            const { owners, ...others } = await of.metrics.read(YEAR);
            return { ...others, owners: new Set(owners) };
          };
          const before = await figures();
          expect(await figures(await openStores(knex))).toEqual(before);
          expect(before.isComplete).toBe(true);

          // Facts that are gone or of an older version are made again, and are the same
          await knex('incident_facts').update({ version: 0 });
          await knex('incident_facts')
            .whereIn('incident_key', keysOf(raw).slice(2))
            .update({ facts: null });
          await knex('postmortems').update({ search_text: '' });
          const restarted = await openStores(knex);
          expect(await figures(restarted)).toMatchObject({
            isComplete: raw.incidents.length === 0,
            incidents: 0,
          });
          // Incidents that change before backfill comes to them
          for (const key of keysOf(raw).slice(0, 2)) {
            const incident = await stores.incidents.get({ key });
            for (const services of [[...SERVICES], incident.services]) {
              await stores.incidents.update({
                key: incident.key,
                actor: 'test',
                change: current => ({ ...current, services }),
              });
            }
          }
          let after: string | undefined;
          do {
            after = await stores.metrics.backfill({ after, limit: 7 });
          } while (after !== undefined);
          expect(await figures()).toEqual(before);
          expect(await figures(restarted)).toEqual(before);
          expect(await knex('postmortems').where({ search_text: '' })).toEqual(
            [],
          );
        }),
        { numRuns: 10, examples: [[boundaries]], endOnFailure: true },
      );
      expect(tally.missing()).toEqual([]);
    },
  );

  it('have a list each', () => {
    expect([...figureSchema.options].sort()).toEqual(
      [
        ...SHARE_FIGURES,
        'time_to_draft',
        'time_to_review',
        'time_to_resolve',
        'theme',
      ].sort(),
    );
  });
});
