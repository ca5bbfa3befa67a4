import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { chatOf } from '../../__testUtils__/chat';
import { shopCase, shopEvidence } from '../../__testUtils__/shopIncident';
import { atOnce } from '../../platform/Turns';
import { knownEvidence } from '../facts/knownEvidence';
import { findConclusions } from './findConclusions';
import type { Conclusion } from './types';

const noChat = shopEvidence.filter(({ sourceType }) => sourceType !== 'chat');

function concluded(lines: string, record: Partial<Incident> = {}) {
  const { evidence, incident } = shopCase({
    withTrace: false,
    incident: record,
    evidence: [...noChat, ...chatOf(lines)],
  });
  return atOnce(
    findConclusions({
      evidence: knownEvidence(evidence),
      incident,
      causes: new Set(),
      about: () => 1,
      denied: new Set(),
    }),
  );
}

const texts = (found: readonly Conclusion[]) =>
  found.map(({ talk }) => talk.payload.text);

const SEARCH = `
  14:03 Ana Pop: support says that buyers get an empty cart
  14:05 Ben Ito: I scaled checkout from 6 to 4 replicas at noon, could it be that?
  14:08 Ben Ito: back to 6 replicas
  14:12 Cara Lind: no difference, still empty
  14:13 Dan Roy: is the CDN caching the empty carts?
  14:15 Cara Lind: No, I bypassed the CDN with a header, so that is not it
  14:18 Eva Sol: so 2.4.1 swapped the index before the copy was complete
  14:19 Dan Roy: good catch, that fits
  14:21 Ben Ito: yes, the wait was removed in the refactoring. my PR, sorry
  14:22 Ana Pop: about 41,000 carts were lost
  14:24 Cara Lind: decision: we go back to 2.4.0
  14:30 Ana Pop: carts are there again in Berlin
  14:33 Fay Ott: I have to correct myself, the 41,000 include bots. Real ones: 27,350 carts, 9,120 people
  14:36 Dan Roy: did anybody look at the reminder mails? they read the same carts
  14:38 Cara Lind: writing the timeline now`;

describe('what people conclude of the cause', () => {
  it('are statements that others agree with', () => {
    expect(texts(concluded(SEARCH).causes)).toEqual([
      'so 2.4.1 swapped the index before the copy was complete',
      'yes, the wait was removed in the refactoring. my PR, sorry',
    ]);
  });

  it('are what follows words that announce it', () => {
    const { causes } = concluded(`
      14:03 Mei Tan: labels of checkout have the wrong depot
      14:10 Pia Lund: postcodes look short
      14:20 Rik Haas: confirmed. the column of the 2.4.1 import is a number. 651 rows of checkout have four digits less
      14:24 Mei Tan: rollback starts, it needs 15 minutes because the printers are slow`);
    expect(texts(causes)[0]).toMatch(/^confirmed/);
  });

  it('may be in any words when others call them a find', () => {
    const { causes } = concluded(`
      14:03 Mei Tan: the cart is slow
      14:20 Rik Haas: six consumers for twelve partitions, and membership is static
      14:21 Pia Lund: good catch, that fits: it is half of the users
      14:28 Rik Haas: twelve consumers now`);

    expect(texts(causes)).toEqual([
      'six consumers for twelve partitions, and membership is static',
    ]);
  });

  it('are suppositions only where nothing is stated', () => {
    const supposed = `
      14:05 Rik Haas: carts are empty
      14:12 Mei Tan: I think 2.4.1 broke it, the currency is missing`;
    const stated =
      '14:20 Jon Vik: turns out the job of 2.4.1 never closes its sessions';

    expect(concluded(supposed).causes).toMatchObject([{ isSupposed: true }]);
    expect(texts(concluded(`${supposed}\n${stated}`).causes)).toEqual([
      'turns out the job of 2.4.1 never closes its sessions',
    ]);
  });

  it('are no suppositions that were ruled out later, or taken back', () => {
    const { causes } = concluded(`
      14:05 Mei Tan: looks like 2.4.1 broke it
      14:08 Rik Haas: I think the broker is full
      14:20 Mei Tan: rolled back, no change, so it was not 2.4.1
      14:25 Rik Haas: I was wrong, the broker has space`);

    expect(causes).toEqual([]);
  });

  it('is nothing that somebody asks, jokes, plans or wants alerts for', () => {
    const { causes } = concluded(`
      14:05 Mei Tan: is it the cache?
      14:06 Rik Haas: kafka is a state of mind
      14:07 Mei Tan: it is always DNS
      14:08 Rik Haas: let us check whether the disk is full
      14:09 Mei Tan: not sure it's the cache
      14:12 Rik Haas: we have no alert for that`);

    expect(causes.filter(({ isSupposed }) => !isSupposed)).toEqual([]);
  });
});

describe('what explains a cause in no words of causes', () => {
  const CROWD = `
    14:01 Ana Pop: carts are empty for some buyers
    ${Array.from(
      { length: 45 },
      (_, index) => `14:02 Fay Ott: note ${index} about lunch`,
    ).join('\n')}`;

  it('is said at length of one version, before the effect', () => {
    const { causes } = concluded(`${CROWD}
      14:18 Eva Sol: 2.4.1 reads the basket by its short name, on tablets that name is empty`);

    expect(texts(causes)).toEqual([
      '2.4.1 reads the basket by its short name, on tablets that name is empty',
    ]);
  });

  it('is no comparison of two versions, and nothing that only names one', () => {
    const { causes } = concluded(`${CROWD}
      14:08 Eva Sol: checkout 2.4.1 went out this morning
      14:18 Eva Sol: 2.4.1 and 2.4.0 fail at an equal rate on tablets, phones and desktops`);

    expect(causes).toEqual([]);
  });

  it('is no fragment and nothing without a tie to other evidence', () => {
    const { causes } = concluded(`${CROWD}
      14:18 Eva Sol: ah found it
      14:20 Ben Ito: turns out the canteen closes at two because of the holiday`);

    expect(causes).toEqual([]);
  });

  it('goes from one thing to the next', () => {
    const { causes } = concluded(`${CROWD}
      14:18 Eva Sol: checkout gives up → buyer tries again → two orders`);

    expect(causes).toHaveLength(1);
  });
});

describe('what people rule out', () => {
  it('is told with the act or the question that it answers', () => {
    const { ruledOut } = concluded(SEARCH);

    expect(
      ruledOut.map(({ talk, about }) => [
        about?.payload.text,
        talk.payload.text,
      ]),
    ).toEqual([
      ['back to 6 replicas', 'no difference, still empty'],
      [
        'is the CDN caching the empty carts?',
        'No, I bypassed the CDN with a header, so that is not it',
      ],
    ]);
  });

  it('is not what nobody decided', () => {
    const { ruledOut } = concluded(`
      14:05 Mei Tan: could it be the cache?
      14:06 Rik Haas: not sure yet
      14:07 Mei Tan: why not the cache?
      14:08 Rik Haas: not now, I am in a call`);

    expect(ruledOut).toEqual([]);
  });
});

describe('how many were affected', () => {
  it('is the corrected number, without the one that it corrects', () => {
    const { impact } = concluded(SEARCH);

    expect(impact.map(({ sentence }) => sentence)).toEqual([
      'Real ones: 27,350 carts, 9,120 people',
    ]);
  });

  it('is corrected by whoever says what the last number counts', () => {
    const { impact } = concluded(`
      14:30 Ole Berg: numbers: 1.4 million notifications late by 10 minutes
      14:35 Tom Arden: that counts every device, it is 880 thousand users`);

    expect(texts(impact)).toEqual([
      'that counts every device, it is 880 thousand users',
    ]);
  });

  it.each([
    [
      'by a count of somebody else',
      `14:30 Ole Berg: 4,000 orders were lost
      14:50 Tom Arden: I count 3,318 orders when one leaves out the test shop`,
      ['I count 3,318 orders when one leaves out the test shop'],
    ],
    [
      'by who answers a guess',
      `14:30 Ole Berg: 80 lost orders I guess
      14:36 Tom Arden: no: 74 buyers saw the error`,
      ['no: 74 buyers saw the error'],
    ],
    [
      'by who slipped',
      `14:30 Ole Berg: total 61,300 wrong invoices
      14:36 Ole Berg: sorry 6,130`,
      ['sorry 6,130'],
    ],
    [
      'by who takes it apart',
      `14:30 Ole Berg: 2,400 duplicate orders
      15:40 Tom Arden: of the 2,400 orders 1,871 were never paid`,
      ['of the 2,400 orders 1,871 were never paid'],
    ],
    [
      'by who reckons it from what was expected',
      `14:30 Ole Berg: we lost 700 bookings
      15:40 Tom Arden: 1,210 expected, 788 came. so 422 fewer`,
      ['1,210 expected, 788 came. so 422 fewer'],
    ],
  ])('is replaced %s', (_, lines, told) => {
    expect(texts(concluded(lines).impact)).toEqual(told);
  });

  it('stands beside another that counts something else, the later first', () => {
    const { impact } = concluded(`
      14:30 Ole Berg: 1,214 orders were lost
      14:36 Tom Arden: 87 customers complained`);

    expect(texts(impact)).toEqual([
      '87 customers complained',
      '1,214 orders were lost',
    ]);
  });

  it('is an answer to whoever asks whether a number is right', () => {
    const { impact } = concluded(`
      14:30 Ole Berg: press: 5,000 carts lost, right?
      14:44 Tom Arden: 5k is clicks. 2,316 of them were carts`);

    expect(texts(impact)).toEqual(['5k is clicks. 2,316 of them were carts']);
  });

  it('is no number of an alert', () => {
    const { impact } = concluded(
      '14:30 Ole Berg: the alert on lost orders: at 20 % it pages',
    );

    expect(impact).toEqual([]);
  });

  it('is no number of machines, of versions or of what is planned', () => {
    const { impact } = concluded(`
      14:05 Mei Tan: 12 pods failed
      14:06 Rik Haas: the origin answers 503
      14:07 Mei Tan: staging will be down for 300 users`);

    expect(impact).toEqual([]);
  });
});

describe('what ended it', () => {
  const ended = (lines: string) =>
    concluded(lines, { mitigatedAt: '2026-03-02T14:29:00.000Z' }).acted?.talk
      .payload.text;

  it('is what was done last before the end, in whatever words', () => {
    expect(
      ended(`
      14:10 Ben Ito: restarted checkout
      14:22 Cara Lind: should we wait?
      14:28 Dan Roy: orders go to the second pool from now on
      14:29 Ana Pop: all is normal again`),
    ).toBe('orders go to the second pool from now on');
  });

  it('is no effect, no joke and nothing long before', () => {
    expect(
      ended(`
      14:03 Ben Ito: restarted checkout
      14:25 Cara Lind: baking a cake for all of you
      14:29 Ana Pop: all is normal again`),
    ).toBeUndefined();
  });
});

describe('how it ended', () => {
  it('is what somebody wrote next to the end', () => {
    expect(concluded(SEARCH).recovered?.talk.payload.text).toBe(
      'carts are there again in Berlin',
    );
  });

  it('is a false alarm when somebody says so late and counts nobody', () => {
    const alarm = `
      14:05 Lea Moor: paged, 8 % errors. false alarm?
      14:12 Nia Pax: that is our load test, wrong URL in the job
      14:25 Lea Moor: real traffic was fine all the time, treating it as a false positive`;

    expect(concluded(alarm).falseAlarm?.talk.payload.text).toContain(
      'false positive',
    );
    expect(
      concluded(`${alarm}\n14:28 Ole Berg: 1,200 customers could not pay`)
        .falseAlarm,
    ).toBeUndefined();
    expect(
      concluded('14:05 Lea Moor: paged, 8 % errors. false alarm?').falseAlarm,
    ).toBeUndefined();
  });
});

describe('what nobody knows', () => {
  it('may be said in few words beside others, and with what if', () => {
    const { unknown } = concluded(`
      14:30 Ole Berg: tablets keep the cart for a month. nobody tried those
      14:32 Tom Arden: I don't know if the archive of checkout can be read. nobody looked so far`);

    expect(unknown.map(({ sentence }) => sentence)).toEqual([
      'nobody tried those',
      "I don't know if the archive of checkout can be read.",
    ]);
  });
});

describe('open questions', () => {
  it('are those that were followed only by something else', () => {
    expect(texts(concluded(SEARCH).questions)).toEqual([
      'did anybody look at the reminder mails? they read the same carts',
    ]);
  });

  it('are none that somebody answered, in other words or with a number', () => {
    const { questions } = concluded(`
      14:30 Mei Tan: were the refunds late, too?
      14:31 Rik Haas: no, they run at night
      14:32 Mei Tan: how many customers were affected?
      14:36 Ole Berg: 4,120 people lost their cart
      14:37 Mei Tan: did somebody check the invoices of yesterday?
      14:40 Rik Haas: the invoices are complete, I checked all of yesterday`);

    expect(questions).toEqual([]);
  });
});
