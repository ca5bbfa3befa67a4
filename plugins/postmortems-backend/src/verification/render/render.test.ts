import {
  RECORD_EVIDENCE_ID,
  type Assertion,
} from '@postmortems/backstage-plugin-postmortems-common';
import { render } from './render';
import { DEFAULT_STYLE } from './style';

const series = {
  evidence: 'errors',
  metric: 'error_rate{job="checkout"}',
  service: 'checkout',
};
const instant = (at: string, precisionMs = 60_000) => ({
  at,
  precisionMs,
  bound: 'exactly' as const,
});
const percent = (value: number) => ({
  bound: 'exactly' as const,
  value,
  unit: 'percent' as const,
  precision: 0.1,
});
const peak: Assertion = {
  type: 'extreme',
  series,
  which: 'highest',
  quantity: percent(33.5),
  at: instant('2026-03-02T14:07:12.000Z', 1000),
};

describe('words of assertions', () => {
  it('leave out label selectors, seconds and ids for executives', () => {
    const order: Assertion = {
      type: 'order',
      first: { evidence: 'alert-1', pointer: '/startsAt' },
      second: { evidence: RECORD_EVIDENCE_ID, pointer: '/resolvedAt' },
      relation: 'before',
    };
    expect(render([peak, order])).toBe(
      '2026-03-02 14:07:12 UTC: error_rate{job="checkout"} of checkout peaked at 33.5 %. ' +
        'Before the resolution of the incident came the start of evidence alert-1.',
    );
    expect(
      render([peak, order], {
        ...DEFAULT_STYLE,
        audience: 'executive',
        day: '2026-03-02',
      }),
    ).toBe(
      '14:07 UTC: error_rate of checkout peaked at 33.5 %. ' +
        'Before the resolution of the incident came what the evidence shows.',
    );
  });

  it('tell what was said in a call as said', () => {
    const said: Assertion = {
      type: 'said',
      evidence: 'm-1',
      speaker: 'Ada',
      channel: 'a call',
      spoken: true,
      text: 'I roll back',
    };
    expect(
      render([
        said,
        { ...said, speaker: undefined, spoken: undefined, channel: '#ops' },
      ]),
    ).toBe(
      'Ada said in a call: “I roll back”. Chat message in #ops: “I roll back”.',
    );
    const author: Assertion = {
      type: 'quotation',
      evidence: 'm-1',
      pointer: '/author/name',
      text: 'Ada',
    };
    expect(render([author, said])).toContain('Ada said');
  });

  it.each([
    ['Europe/Berlin', '2026-03-02', '15:07 CET'],
    ['Europe/Berlin', '2026-03-01', '2026-03-02 15:07 CET'],
    ['Pacific/Auckland', '2026-03-02', '2026-03-03 03:07 GMT+13'],
  ])('name the time zone %s on the day %s', (timeZone, day, expected) => {
    const style = { ...DEFAULT_STYLE, timeZone, day, seconds: false };
    expect(render([peak], style)).toContain(`${expected}: `);
  });

  it('name the zone as it is called in summer', () => {
    const style = { ...DEFAULT_STYLE, timeZone: 'Europe/Berlin' };
    const at = instant('2026-07-02T14:00:00.000Z');
    expect(render([{ type: 'milestone', event: 'started', at }], style)).toBe(
      '2026-07-02 16:00 CEST: The incident started.',
    );
  });

  it('tell who wrote something inside a sentence, by name where names are wanted', () => {
    const spoken: Assertion[] = [
      { type: 'missingEvidence', what: 'confirmed_cause' },
      {
        type: 'quotation',
        evidence: 'chat-1',
        pointer: '/author/name',
        text: 'Mei Tan',
      },
      { type: 'said', evidence: 'chat-1', text: 'it was the pool' },
    ];

    expect(render(spoken)).toBe(
      'Mei Tan wrote (not confirmed): “it was the pool”.',
    );
    expect(render(spoken, { ...DEFAULT_STYLE, people: 'roles' })).toBe(
      'Somebody wrote (not confirmed): “it was the pool”.',
    );
  });

  it('leave names of people out where roles are wanted', () => {
    const said: Assertion = {
      type: 'said',
      evidence: 'chat-1',
      speaker: 'Ada Okafor',
      channel: '#incident',
      text: 'rolling back',
    };
    const did: Assertion = { type: 'did', evidence: 'd', actor: 'Mei Tan' };

    expect(render([said, did])).toBe(
      'Ada Okafor wrote in #incident: “rolling back”. Mei Tan made the change.',
    );
    expect(render([said, did], { ...DEFAULT_STYLE, people: 'roles' })).toBe(
      'Chat message in #incident: “rolling back”. Somebody made the change.',
    );
  });

  it.each([
    [0, '0 seconds'],
    [45, '45 seconds'],
    [571, '9 minutes 31 seconds'],
    [4320, '1 hour 12 minutes'],
    [86_400, '1 day'],
    [180_000, '2 days 2 hours'],
  ])('tell %p seconds as %s', (value, length) => {
    expect(
      render([
        {
          type: 'duration',
          of: 'incident',
          quantity: { bound: 'exactly', value, unit: 'seconds', precision: 1 },
        },
      ]),
    ).toBe(`The incident lasted ${length}.`);
  });

  it.each<[Assertion, string]>([
    [
      { type: 'value', series, quantity: percent(2), extent: 'never' },
      'error_rate{job="checkout"} of checkout was never 2 %.',
    ],
    [
      {
        type: 'change',
        series,
        direction: 'rose',
        factor: {
          bound: 'about',
          value: 3,
          unit: 'none',
          precision: 1,
        },
      },
      'error_rate{job="checkout"} of checkout rose by a factor of about 3.',
    ],
    [
      {
        type: 'absence',
        filter: { kind: 'alert', service: 'checkout', status: 'firing' },
      },
      'The evidence holds no alerts of checkout that fired.',
    ],
    [
      { type: 'dependency', from: 'checkout', to: 'payments' },
      'checkout depends on payments.',
    ],
    [
      {
        type: 'deploymentChange',
        evidence: 'd',
        change: 'rollback',
        service: 'checkout',
        from: '2.4.1',
        to: '2.4.0',
        environment: 'production',
      },
      'checkout was rolled back to version 2.4.0 (from 2.4.1) in production.',
    ],
  ])('say %j', (assertion, expected) => {
    expect(render([assertion])).toBe(expected);
  });
});
