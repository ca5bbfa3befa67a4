import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase, shopTemplate } from '../../__testUtils__/shopIncident';
import { ClaimVerifier } from '../../verification';
import { contextOf } from '../contextOf';
import { alertCount } from '../sections/alertCount';
import { noticed } from '../sections/summaryNoticed';

const at = (time: string) => `2026-03-02T${time}:00.000Z`;

type Change = [from: string, until?: string];

/** Firings of an alert, with their ends. */
function alert(
  alertName: string,
  changes: readonly Change[],
  { service = 'checkout', summary = '' } = {},
): SubmitEvidenceNode[] {
  return changes.flatMap(([from, until]) =>
    [
      { status: 'firing', time: from },
      { status: 'resolved', time: until },
    ].flatMap(({ status, time }) =>
      time
        ? [
            {
              id: `${alertName}-${status}-${time}`,
              sourceType: 'telemetry' as const,
              timestamp: at(time),
              metadata: { service },
              payload: {
                kind: 'alert',
                alertName,
                status,
                startsAt: at(from),
                ...(status === 'resolved' && { endsAt: at(time) }),
                ...(summary && { summary }),
              },
            },
          ]
        : [],
    ),
  );
}

function drafted(
  evidence: SubmitEvidenceNode[],
  incident: Partial<Incident> = {},
) {
  const one = shopCase({
    withTrace: false,
    evidence,
    incident: { services: ['component:default/checkout'], ...incident },
  });
  const context = contextOf({ ...one, template: shopTemplate });
  const counts = alertCount(context);
  for (const claim of counts) {
    expect(new ClaimVerifier().verify(claim, one.facts).verdict).toBe(
      'supported',
    );
  }
  return { context, counts: counts.map(({ text }) => text) };
}

/** Lines of a service, one each twenty minutes. */
function lines(
  from: string,
  until: string,
  level: string,
  message: string,
): SubmitEvidenceNode[] {
  const found: SubmitEvidenceNode[] = [];
  for (let time = Date.parse(from); time <= Date.parse(until); ) {
    found.push({
      id: `${level}-${time}`,
      sourceType: 'telemetry',
      timestamp: new Date(time).toISOString(),
      metadata: { service: 'checkout' },
      payload: { kind: 'log', level, message },
    });
    time += 20 * 60_000;
  }
  return found;
}

describe('an impact before the recorded start', () => {
  const quiet = lines(
    '2026-03-01T02:00:00.000Z',
    '2026-03-01T02:00:00.000Z',
    'info',
    'started',
  );
  const failing = (from: string, until: string) =>
    lines(from, until, 'error', 'build failed: no space left on device');
  const impactOf = (evidence: SubmitEvidenceNode[]) =>
    drafted(evidence).context.signs.impact?.at;

  it('is looked for a day before, when it goes on into the incident and ends with it', () => {
    const from = '2026-03-01T08:00:00.000Z';
    const evidence = [...quiet, ...failing(from, at('14:25'))];

    expect(impactOf(evidence)).toBe(from);
  });

  it.each([
    ['goes on after the incident', '2026-03-01T08:00:00.000Z', at('20:00')],
    ['was over before it', '2026-03-01T08:00:00.000Z', at('06:00')],
    ['was there from the beginning', '2026-03-01T01:00:00.000Z', at('14:25')],
    ['began days before', '2026-02-27T08:00:00.000Z', at('14:25')],
  ])('is nothing that %s', (_, from, until) => {
    expect(impactOf([...quiet, ...failing(from, until)])).toBeUndefined();
  });

  it('is an alert that fired a day before and was resolved with the incident', () => {
    const fired = (resolved: string): SubmitEvidenceNode[] =>
      ['firing', 'resolved'].map(status => ({
        id: status,
        sourceType: 'telemetry',
        timestamp:
          status === 'firing' ? '2026-03-01T10:00:00.000Z' : at(resolved),
        metadata: { service: 'checkout' },
        payload: { kind: 'alert', alertName: 'BuildsFail', status },
      }));

    expect(impactOf(fired('14:30'))).toBe('2026-03-01T10:00:00.000Z');
    expect(impactOf(fired('13:00'))).toBeUndefined();
  });
});

describe('what shows the phases of an incident', () => {
  it.each([
    ['of another service', { service: 'mailer' }, undefined],
    [
      'of another service that names an affected one',
      { service: 'probes', summary: 'checkout does not answer' },
      'Down',
    ],
  ])('is an alert %s', (_, part, expected) => {
    const { signs } = drafted(alert('Down', [['14:06']], part)).context;

    const { payload } = signs.detected ?? {};
    expect(payload?.kind === 'alert' ? payload.alertName : undefined).toBe(
      expected,
    );
  });

  it.each<[string, string, Change[], string | undefined]>([
    ['went off once', 'Errors', [['14:06', '14:29']], '14:29'],
    [
      'flapped',
      'Errors',
      [
        ['14:06', '14:08'],
        ['14:10', '14:12'],
        ['14:15', '14:17'],
      ],
      undefined,
    ],
    ['told of a moment', 'PodRestarted', [['14:06', '14:29']], undefined],
  ])('recovers with the end of an alert that %s', (_, name, times, end) => {
    const { signs } = drafted(alert(name, times)).context;

    expect(signs.recovered?.at).toBe(end && at(end));
  });
});

describe('how an incident was noticed', () => {
  const signOf = (evidence: SubmitEvidenceNode[], detectedAt?: string) =>
    noticed(
      drafted(evidence, { detectedAt: detectedAt && at(detectedAt) }).context,
    ).flatMap(({ assertion }) =>
      assertion.type === 'alert' ? [assertion.name] : [],
    );

  it('leaves out an alert from before the start beside how long detection took', () => {
    const evidence = [
      ...alert('Slow', [['13:55']]),
      ...alert('Down', [['14:08']]),
    ];
    expect(signOf(evidence, '14:09')).toEqual(['Down']);
  });

  it('leaves out an alert from long after the detection', () => {
    expect(signOf(alert('Late', [['14:25']]), '14:05')).toEqual([]);
  });
});

describe('alerts of the impact', () => {
  it('counts those of affected services where there are others', () => {
    const { counts } = drafted([
      ...alert('Errors', [['14:06']]),
      ...alert('Slow', [['14:07']]),
      ...alert('BackupLate', [['14:09']], { service: 'warehouse' }),
    ]);
    expect(counts).toEqual(['2 alerts of checkout fired: Errors and Slow.']);
  });

  it('counts none where only others fired', () => {
    expect(
      drafted(alert('BackupLate', [['14:09']], { service: 'warehouse' }))
        .counts,
    ).toEqual([]);
  });
});
