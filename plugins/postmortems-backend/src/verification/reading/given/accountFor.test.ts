import type {
  Assertion,
  Instant,
  Quantity,
} from '@postmortems/backstage-plugin-postmortems-common';
import { ClaimVerifier } from '../../ClaimVerifier';
import { DEFAULT_STYLE, render } from '../../render';
import { bakeryFacts } from '../__testUtils__/bakery';

const facts = bakeryFacts();

const at = (clock: string): Instant => ({
  at: `2026-05-12T${clock}:00.000Z`,
  precisionMs: 60_000,
  bound: 'exactly',
});
const percent = (value: number): Quantity => ({
  value,
  unit: 'percent',
  precision: 1,
  bound: 'exactly',
});
const errors = {
  evidence: 'oven-errors',
  metric: 'error_rate',
  service: 'oven-control',
};

const RISE: Assertion = {
  type: 'change',
  series: errors,
  direction: 'rose',
  from: percent(0),
  to: percent(25),
  fromAt: at('10:03'),
  toAt: at('10:05'),
};
const PEAK: Assertion = {
  type: 'extreme',
  series: errors,
  which: 'highest',
  quantity: percent(25),
  at: at('10:05'),
};
const VALUE: Assertion = {
  type: 'value',
  series: errors,
  extent: 'point',
  quantity: percent(20),
  at: at('10:07'),
};
const FIRED: Assertion = {
  type: 'alert',
  evidence: 'fired',
  name: 'OvenTooSlow',
  event: 'fired',
  service: 'oven-control',
  severity: 'critical',
  at: at('10:05'),
};
const ENDED: Assertion = {
  type: 'alert',
  evidence: 'resolved',
  name: 'OvenTooSlow',
  event: 'ended',
  at: at('10:08'),
};
const DEPLOYED: Assertion = {
  type: 'deploymentChange',
  evidence: 'release',
  change: 'deployment',
  service: 'oven-control',
  from: '4.1.7',
  to: '4.2.0',
  environment: 'production',
  at: at('10:03'),
};
const AFTER_DEPLOY: Assertion = {
  type: 'gap',
  from: { evidence: 'release' },
  to: { evidence: 'fired', pointer: '/startsAt' },
  quantity: { value: 120, unit: 'seconds', precision: 60, bound: 'exactly' },
};
const SAID: Assertion = {
  type: 'said',
  evidence: 'chat-1',
  speaker: 'Greta Olsen',
  channel: '#bakery',
  text: 'The oven looks as hot as always.',
  at: at('10:05'),
};
const ALL = [RISE, PEAK, VALUE, FIRED, ENDED, DEPLOYED, AFTER_DEPLOY, SAID];

function judged(text: string, assertions: Assertion[]) {
  const { verdict, reading } = new ClaimVerifier().verify(
    {
      kind: 'summary',
      text,
      spans: [],
      reading: {
        assertions,
        by: 'person',
        readBy: 'user:default/ada',
        leftOver: [],
      },
    },
    facts,
  );
  return {
    verdict,
    by: reading.by,
    leftOver: reading.leftOver.map(({ start, end }) => text.slice(start, end)),
  };
}

describe('a reading that somebody gives', () => {
  it.each<[string, Assertion[]]>([
    // The grammar alone cannot say which alert, or which metric, is meant
    ['The alert fired at 10:05.', [FIRED]],
    ['By 10:05 errors at oven-control had climbed to 25 %.', [RISE]],
    ['At oven-control, the error rate had risen from 0 % to 25 %.', [RISE]],
    ['Between 10:03 and 10:05 the error rate of oven-control climbed.', [RISE]],
    [
      "At 10:05 UTC oven-control's error rate was at its highest, 25 %.",
      [PEAK],
    ],
    ['At 10:07 the errors of oven-control were at 20 %.', [VALUE]],
    ['In oven-control the error rate had reached 25 %.', [PEAK]],
    ['The alert fired two minutes after the release.', [AFTER_DEPLOY]],
    [
      'Version 4.2.0 of oven-control, replacing 4.1.7, was deployed at 10:03.',
      [DEPLOYED],
    ],
    [
      'The alert for oven-control fired at 10:05, and it cleared at 10:08.',
      [FIRED, ENDED],
    ],
    ['Greta wrote at 10:05 "The oven looks as hot as always."', [SAID]],
  ])('supports %j', (text, assertions) => {
    expect(judged(text, assertions)).toEqual({
      verdict: 'supported',
      by: 'person',
      leftOver: [],
    });
  });

  it.each([
    'OvenTooSlow did not fire at 10:05.',
    'OvenTooSlow fired at 10:06.',
    'OvenTooSlow fired for till at 10:05.',
    'The warning alert OvenTooSlow fired.',
    'The alert cleared at 10:05.',
    'The alert cleared before the rollback.',
    'The alert fired three minutes after the release.',
    'The alert fired two minutes before the release.',
    'The error rate of till rose from 0 % to 25 %.',
    'The error rate of oven-control rose from 25 % to 0 %.',
    'The error rate of oven-control fell from 0 % to 25 %.',
    'The error rate of oven-control never rose to 25 %.',
    'The error rate of oven-control rose to 27 %.',
    'The error rate of oven-control rose to more than 25 %.',
    'The error rate of oven-control rose to 25 % by 10:04.',
    'The error rate of oven-control was 20 %.',
    'The error rate of oven-control was 25 % at 10:07.',
    'The error rate of oven-control was at its lowest, 25 %, at 10:05.',
    'The latency of oven-control rose to 25 %.',
    'The error rate of oven-control reached 20 %.',
    'Version 4.1.7 of oven-control was deployed at 10:03.',
    'Version 4.2.0 of oven-control was deployed to staging.',
    'Version 4.2.0 of oven-control was rolled back at 10:03.',
    'Version 4.2.0 of till was deployed at 10:03.',
    'Only OvenTooSlow fired at 10:05.',
    'OvenTooSlow may have fired at 10:05.',
    'OvenTooSlow fired at 10:05 because oven-control 4.2.0 was deployed.',
    'OvenTooSlow fired at 10:05 by mistake.',
    'OvenTooSlow fired at 10:05 twice.',
    'OvenTooSlow fired again at 10:05.',
    'Tariq wrote at 10:05 "The oven looks as hot as always."',
    'Greta wrote "the till is broken."',
    'Greta denied "The oven looks as hot as always."',
    'Nobody noticed.',
    'Оven-control had errors of 25 % at 10:05.',
  ])('does not let true assertions stand for %j', text => {
    expect(judged(text, ALL).verdict).not.toBe('supported');
    expect(judged(text, [...ALL].reverse()).verdict).not.toBe('supported');
    for (const one of ALL) {
      expect(judged(text, [one]).verdict).not.toBe('supported');
    }
  });

  it('marks the words that it leaves out', () => {
    expect(judged('OvenTooSlow fired at 10:05 by mistake.', [FIRED])).toEqual({
      verdict: 'unverified',
      by: 'person',
      leftOver: ['by mistake'],
    });
    expect(judged('The alert fired at 10:05.', [VALUE]).leftOver).toEqual([
      'alert fired at 10:05',
    ]);
  });

  it('is joined by what the grammar reads alone', () => {
    const text = 'The alert fired at 10:05, and oven-control was rolled back.';
    expect(judged(text, [FIRED])).toMatchObject({
      verdict: 'supported',
      leftOver: [],
    });
  });

  it('does not hide what the grammar finds denied when it leaves words over', () => {
    expect(judged('OvenTooSlow fired at 11:05.', [VALUE])).toMatchObject({
      verdict: 'contradicted',
      by: 'grammar',
    });
  });

  it('is contradicted by an assertion that fails', () => {
    expect(
      judged('The alert fired at 10:07.', [{ ...FIRED, at: at('10:07') }])
        .verdict,
    ).toBe('contradicted');
  });

  it('never makes a cause', () => {
    const { verdict } = new ClaimVerifier().verify(
      {
        kind: 'root_cause',
        text: 'OvenTooSlow fired at 10:05.',
        spans: [],
        reading: { assertions: [FIRED], by: 'person', leftOver: [] },
      },
      facts,
    );
    expect(verdict).toBe('unverified');
  });
});

describe('a text in the words of the renderer', () => {
  const STYLES = (['technical', 'executive'] as const).flatMap(audience =>
    [true, false].map(seconds => ({ ...DEFAULT_STYLE, audience, seconds })),
  );

  it.each(ALL.map(one => [one.type, one] as const))(
    'is whole for %s, in each style',
    (_, one) => {
      for (const style of STYLES) {
        expect(judged(render([one], style), [one])).toMatchObject({
          verdict: 'supported',
          leftOver: [],
        });
      }
    },
  );

  it.each<[string, Assertion]>([
    [
      'a number that holds by its precision alone',
      { ...VALUE, quantity: { ...percent(90), precision: 200 } },
    ],
    [
      'a time that holds by its precision alone',
      { ...FIRED, at: { ...at('10:02'), precisionMs: 3_000_000 } },
    ],
    [
      'words in the place of a unit',
      {
        ...VALUE,
        series: {
          ...errors,
          evidence: 'queue',
          metric: 'queue_depth',
          service: 'dough-queue',
        },
        quantity: {
          value: 200,
          unit: 'none',
          precision: 1,
          bound: 'exactly',
          noun: 'angry bakers',
        },
      },
    ],
    [
      'words in the place of a service',
      {
        type: 'absence',
        filter: { kind: 'alert', service: 'dough-queue, which nobody watched' },
      },
    ],
    [
      'a kind that has no words',
      { type: 'absence', filter: { kind: 'note', service: 'till' } },
    ],
    [
      'half of a sentence that is taken back',
      { type: 'said', evidence: 'chat-1', text: 'the till is broken' },
    ],
    [
      'more than the record is asked for',
      { type: 'record', field: 'severity', values: ['sev2', 'and avoidable'] },
    ],
    [
      'what drafting found to be missing',
      { type: 'missingEvidence', what: 'truncated' },
    ],
  ])('gives no support to %s', (_, one) => {
    expect(judged(render([one]), [one]).verdict).not.toBe('supported');
  });
});
