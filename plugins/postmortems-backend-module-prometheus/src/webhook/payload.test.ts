import { notification } from '../__testUtils__/notifications';
import {
  toDeliveryId,
  generatorExpression,
  parseNotification,
} from './payload';

const START = '2026-03-02T14:00:00.000Z';
const END = '2026-03-02T14:10:00.000Z';

function idOf(...args: Parameters<typeof notification>) {
  return toDeliveryId(parseNotification(notification(...args)));
}

describe('parseNotification', () => {
  it("reads times of any zone and precision, and Go's zero time as no end", () => {
    const parsed = parseNotification(
      notification([{ startsAt: '2026-03-02T15:00:00.123456789+01:00' }]),
    );
    expect(parsed.alerts[0]).toMatchObject({
      status: 'firing',
      startsAt: '2026-03-02T14:00:00.123Z',
      endsAt: undefined,
    });
  });

  it('keeps fields of newer versions', () => {
    expect(
      parseNotification(notification([{ startsAt: START }], { newField: 1 })),
    ).toMatchObject({ status: 'firing' });
  });

  it.each([
    ['not json', 'is not JSON'],
    ['[]', 'body: '],
    [notification([{ startsAt: START }], { version: '3' }), 'version: '],
    [notification([{ startsAt: START }], { groupKey: '' }), 'groupKey: '],
    [notification([]), 'alerts: '],
    [
      notification([{ startsAt: '2126-03-02T14:00:00.000Z' }]),
      'alerts.0.startsAt: must not lie in the future',
    ],
    [notification([{ startsAt: 'yesterday' }]), 'alerts.0.startsAt: '],
    [
      notification([{ startsAt: END, endsAt: START }]),
      'alerts.0.endsAt: must not be before startsAt',
    ],
    [
      notification([{ startsAt: START, endsAt: '0001-01-01T00:00:00Z' }]),
      'alerts.0.endsAt: is missing on a resolved alert',
    ],
    [
      notification([{ startsAt: START, labels: { a: 1 as never } }]),
      'alerts.0.labels.a: ',
    ],
    [
      notification([{ startsAt: START, labels: { a: 'x'.repeat(8193) } }]),
      'alerts.0.labels.a: ',
    ],
  ])('rejects %.60s', (body, message) => {
    expect(() => parseNotification(body)).toThrow(message);
  });
});

describe('toDeliveryId', () => {
  it('is the same for a repeated notification', () => {
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
