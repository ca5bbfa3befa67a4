import { notification } from '../__testUtils__/notifications';
import {
  toDeliveryId,
  generatorExpression,
  parseNotification,
  readBody,
} from './payload';

const START = '2026-03-02T14:00:00.000Z';
const END = '2026-03-02T14:10:00.000Z';

const NOW = new Date('2026-03-02T15:00:00.000Z');
const parse = (body: string) => parseNotification(readBody(body), NOW);
const parseOne = (alert: object) => {
  const [first] = parse(
    JSON.stringify({ groupKey: 'g', alerts: [alert] }),
  ).alerts;
  return first;
};

describe('parseNotification', () => {
  it("reads times of any zone and precision, and Go's zero time as no end", () => {
    const parsed = parse(
      notification([{ startsAt: '2026-03-02T15:00:00.123456789+01:00' }]),
    );
    expect(parsed.alerts[0]).toMatchObject({
      status: 'firing',
      startsAt: '2026-03-02T14:00:00.123Z',
      beganAt: '2026-03-02T14:00:00.123Z',
      oddities: [],
    });
    expect(parsed.alerts[0].endsAt).toBeUndefined();
  });

  it.each([
    ['not json', 'is not JSON'],
    ['[]', 'no list of alerts'],
    ['{"alerts":{}}', 'no list of alerts'],
    [notification([]), 'no list of alerts'],
  ])('rejects %.60s', (body, message) => {
    expect(() => parse(body)).toThrow(message);
  });

  it.each([
    ['a newer version', { version: '5', newField: 1 }],
    ['no group key', { groupKey: null }],
    ['odd labels of the group', { groupLabels: ['a'], commonLabels: 7 }],
    ['an odd count', { truncatedAlerts: 'many' }],
    ['no status', { status: undefined, receiver: undefined }],
  ])('takes a notification with %s', (_, odd) => {
    const parsed = parse(notification([{ startsAt: START }], odd));
    expect(parsed.alerts).toHaveLength(1);
    expect(parsed.groupKey).toMatch(/\S/);
    expect(parsed.truncatedAlerts).toBe(0);
  });

  it('takes every alert beside one that is none', () => {
    const { alerts } = JSON.parse(notification([{ startsAt: START }]));
    const parsed = parse(
      JSON.stringify({ alerts: [null, 7, { labels: {} }, ...alerts] }),
    );
    expect(parsed.alerts).toHaveLength(1);
    expect(parsed.leftOut).toBe(3);
  });

  it('makes any value of a label text that can be stored, and cuts it in whole characters', () => {
    const alert = parseOne({
      status: 'firing',
      startsAt: START,
      labels: { alertname: 'A', count: 3, on: true, gone: null, at: ['x'] },
      annotations: {
        summary: 'binary\u0000line \ud83d',
        description: '🔥'.repeat(5000),
      },
    });
    expect(alert.labels).toEqual({
      alertname: 'A',
      count: '3',
      on: 'true',
      at: '["x"]',
    });
    expect(alert.annotations.summary).toBe('binary\ufffdline \ufffd');
    expect(alert.annotations.description).toMatch(/^🔥+… \(cut\)$/u);
    expect(alert.annotations.description.length).toBeLessThanOrEqual(8192);
    expect(alert.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(alert.oddities).toEqual(['Its long texts were cut.']);
  });

  it.each([
    [
      'a start in the future',
      { startsAt: '2026-03-02T17:00:00Z' },
      { startsAt: '2026-03-02T17:00:00.000Z', beganAt: NOW.toISOString() },
      'after its arrival',
    ],
    [
      'no start',
      { startsAt: 'yesterday' },
      { startsAt: NOW.toISOString(), beganAt: NOW.toISOString() },
      'without a start',
    ],
    [
      'an end before its start',
      { startsAt: END, endsAt: START, status: 'resolved' },
      { beganAt: END, endsAt: END },
      'before its start',
    ],
    [
      'no end',
      { startsAt: START, endsAt: '0001-01-01T00:00:00Z', status: 'resolved' },
      { endsAt: NOW.toISOString() },
      'without a time',
    ],
    [
      'start and end in the future',
      {
        startsAt: '2026-03-02T17:00:00Z',
        endsAt: '2026-03-02T17:10:00Z',
        status: 'resolved',
      },
      { beganAt: NOW.toISOString(), endsAt: NOW.toISOString() },
      'after its arrival',
    ],
  ])('takes and marks an alert with %s', (_, odd, taken, mark) => {
    const alert = parseOne({ labels: { alertname: 'A' }, ...odd });
    expect(alert).toMatchObject(taken);
    expect(alert.oddities.join(' ')).toContain(mark);
  });

  it('takes thousands of alerts, and counts those beyond the limit', () => {
    const alerts = Array.from({ length: 10_050 }, (_, index) => ({
      status: 'firing',
      startsAt: START,
      labels: { alertname: 'NodeDown', instance: `node-${index}` },
    }));
    const parsed = parse(JSON.stringify({ groupKey: 'g', alerts }));
    expect(parsed.alerts).toHaveLength(10_000);
    expect(parsed.leftOut).toBe(50);
  });
});

describe('toDeliveryId', () => {
  const idOf = (...args: Parameters<typeof notification>) =>
    toDeliveryId(readBody(notification(...args)), NOW);

  it('is the same for a notification that is sent again', () => {
    const alerts = [
      { startsAt: START },
      { name: 'Other', startsAt: START, endsAt: END },
    ];
    const id = idOf(alerts);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(idOf([...alerts].reverse())).toBe(id);
    expect(
      idOf([
        { ...alerts[0], annotations: { summary: 'other value' } },
        alerts[1],
      ]),
    ).toBe(id);
  });

  it('differs when it is repeated an hour later, which is a sign of life', () => {
    const body = notification([{ startsAt: START }]);
    const sent = readBody(body);
    expect(toDeliveryId(sent, new Date('2026-03-02T16:00:00Z'))).not.toBe(
      toDeliveryId(sent, NOW),
    );
  });

  it.each([
    [[{ startsAt: END }]],
    [[{ startsAt: START, endsAt: END }]],
    [[{ startsAt: START }, { name: 'Other', startsAt: START }]],
    [[{ startsAt: START }], { groupKey: 'other' }],
  ] as Parameters<typeof notification>[])(
    'differs when anything happened: %j %j',
    (...args) => {
      expect(idOf(...args)).not.toBe(idOf([{ startsAt: START }]));
    },
  );
});

describe('generatorExpression', () => {
  it('returns the query of the graph that the alert links to', () => {
    expect(
      generatorExpression({
        generatorURL: 'http://p:9090/graph?g0.expr=a%7Bb%3D%22c%22%7D+%3E+1',
      }),
    ).toBe('a{b="c"} > 1');
    expect(generatorExpression({ generatorURL: 'nothing' })).toBeUndefined();
    expect(generatorExpression({ generatorURL: 'http://p/' })).toBeUndefined();
  });
});
