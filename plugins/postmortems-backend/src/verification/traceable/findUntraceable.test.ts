import type { ClaimKind } from '@postmortems/backstage-plugin-postmortems-common';
import { bakeryFacts } from '../reading/__testUtils__/bakery';
import { findUntraceable } from './findUntraceable';

const facts = bakeryFacts();
const place = (evidenceId: string, pointer = '', quote = '') => ({
  evidenceId,
  pointer,
  quote,
});
const point = (evidenceId: string, index: number, quote = '') =>
  place(evidenceId, `/points/${index}/1`, quote);
const alert = [place('fired'), place('resolved')];

/** The objections to a sentence of which nothing was read. */
function objections(
  text: string,
  spans: ReturnType<typeof place>[],
  kind: ClaimKind = 'timeline',
) {
  return findUntraceable(
    { kind, text, spans },
    [{ start: 0, end: text.length }],
    facts,
  ).map(({ message }) => message);
}

describe('findUntraceable', () => {
  it('names the nearest length between two cited events', () => {
    expect(objections('It hurt for 47 minutes.', alert)).toEqual([
      'Nothing in the cited evidence gives “47 minutes”',
    ]);
    expect(objections('It hurt for 5 minutes.', alert)).toEqual([
      'Nothing in the cited evidence gives “5 minutes”; the nearest is 3 minutes, from the start of the alert OvenTooSlow to the end of the alert OvenTooSlow',
    ]);
  });

  it.each([
    ['a rounded length', 'It hurt for about three minutes.', alert],
    [
      'a length of which one end is not cited',
      'Two minutes after the release the first baker noticed.',
      [place('fired')],
    ],
    [
      'another unit',
      'Bakers waited for 200 ms at worst.',
      [point('oven-latency', 6)],
    ],
    [
      'a fraction',
      'A quarter of the bakes went wrong.',
      [point('oven-errors', 5)],
    ],
    [
      'the rest of a whole',
      'Three quarters of the bakes went well.',
      [point('oven-errors', 5)],
    ],
    [
      'a factor',
      'Everything took four times as long.',
      [point('oven-latency', 3), point('oven-latency', 6)],
    ],
    [
      'limits that no value reaches',
      'Waits were between 150 and 250 ms.',
      [point('oven-latency', 6)],
    ],
    [
      'a time in a named zone',
      'By 12:05 CEST the bakers had noticed.',
      [place('fired')],
    ],
    [
      'a time in a city',
      'In Madrid it was five past twelve when bakers noticed.',
      [place('fired')],
    ],
    [
      'a number in a log line',
      'Tray 17 was the one.',
      [place('log', '/message', 'tray 17 rejected')],
    ],
    [
      'a first name for a handle',
      'Tariq made it undone.',
      [place('rollback', '/author', 'tariq.haddad')],
    ],
    ['a small count', 'Six bakers noticed.', [place('fired')]],
    ['a name of the evidence', 'MAX_TRAYS was to blame.', [place('log')]],
  ])('accepts %s', (_, text, spans) => {
    expect(objections(text, spans)).toEqual([]);
  });

  it.each([
    ['a value in another unit', 'Bakers waited for 200 s.', 'oven-latency'],
    ['a share', 'Two thirds of the bakes went wrong.', 'oven-errors'],
    ['a factor', 'Everything took ten times as long.', 'oven-latency'],
    ['a time of the day', 'By 11:20 UTC the bakers had noticed.', 'fired'],
    ['a time in a city', 'In Madrid it was half past ten.', 'fired'],
    ['a person', 'Tariq Haddad put it live.', 'release'],
    ['a version', 'They blamed 4.3.9.', 'release'],
    ['an identifier', 'They blamed dough-mixer-7.', 'release'],
  ])('objects to %s that the evidence does not give', (_, text, id) => {
    const spans = id.startsWith('oven') ? [point(id, 3), point(id, 6)] : [];
    expect(objections(text, [place(id), ...spans])).toHaveLength(1);
  });

  it.each([
    ['an action item', 'Bakers look at it for 47 minutes.', 'action_item'],
    ['what is only supposed', 'An alarm at 80 % would have helped.', 'impact'],
    ['a question', 'Was it 47 minutes?', 'timeline'],
    ['a quotation', 'He wrote "it took 47 minutes".', 'timeline'],
  ] as const)('says nothing of %s', (_, text, kind) => {
    expect(objections(text, alert, kind)).toEqual([]);
  });

  it('looks at all evidence for a claim that cites none', () => {
    expect(objections('They saw 400 of them.', [])).toEqual([]);
    expect(objections('They saw 777 of them.', [])).toHaveLength(1);
  });

  it('objects to a person whom the record of the change does not name', () => {
    const both = [place('release'), place('rollback')];
    expect(
      objections('Greta released it and Tariq reverted it.', both),
    ).toEqual([]);
    expect(
      objections('Tariq was behind the deployment released at first.', both),
    ).toEqual([
      '“Tariq” is not in the record of the deployment of 4.2.0, which names Greta Olsen',
    ]);
  });

  it('objects to events in the wrong order', () => {
    const both = [place('bake-end'), place('rollback')];
    expect(
      objections('The sourdough was ready before the rollback.', both),
    ).toEqual([]);
    expect(
      objections('The sourdough was ready after the rollback.', both),
    ).toHaveLength(1);
  });

  it('objects to the opposite of a cited state', () => {
    const text = 'The new till software succeeded there.';
    expect(objections(text, [place('till-release')])).toEqual([
      'The cited evidence says “failed”, not “succeeded”',
    ]);
  });

  it('says nothing of words that an assertion accounts for', () => {
    expect(
      findUntraceable(
        { kind: 'timeline', text: 'It hurt for 47 minutes.', spans: alert },
        [{ start: 0, end: 7 }],
        facts,
      ),
    ).toEqual([]);
  });
});
