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
