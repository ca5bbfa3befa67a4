import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { twoWeeks } from '../__testUtils__/twoWeeks';
import { ClaimVerifier } from '../verification';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';

type Case = ReturnType<typeof shopCase>;
type Tone = 'executive' | 'technical';

const metadata = { service: 'component:default/checkout' };
const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;
const rollback: SubmitEvidenceNode = {
  id: 'rollback',
  sourceType: 'deployment',
  timestamp: at('14:28'),
  metadata,
  payload: { kind: 'rollback', version: '2.4.0', previousVersion: '2.4.1' },
};
const DESCRIPTION = 'Buyers could not pay. We lost orders.';
const noAlerts = shopEvidence.filter(({ payload }) => payload.kind !== 'alert');

async function draftOf(one: Case, tone: Tone = 'executive') {
  const template = structuredClone(shopTemplate);
  template.sections.summary.tone = tone;
  const draft = await new DeterministicSynthesiser().synthesise({
    ...one,
    template,
  });
  return { ...draft, one };
}

async function summaryOf(one: Case, tone?: Tone): Promise<string[]> {
  const { sections } = await draftOf(one, tone);
  const verifier = new ClaimVerifier();
  return sections
    .find(({ id }) => id === 'summary')!
    .blocks.flatMap(({ claims }) =>
      claims.map(claim => {
        const { verdict } = verifier.verify(claim, one.facts);
        return verdict === 'supported'
          ? claim.text
          : `${verdict} ${claim.text}`;
      }),
    );
}

const captures = join(__dirname, '../../../../examples/captures');

describe('the summary', () => {
  it('tells in five sentences what broke, how it was noticed, why perhaps, how it ended, and what is open', async () => {
    const one = shopCase({
      evidence: [...shopEvidence, rollback],
      incident: { description: DESCRIPTION, mitigatedAt: at('14:29') },
    });

    expect(await summaryOf(one)).toEqual([
      'INC-42 (sev2) affected checkout and storefront for 29 minutes, from 2026-03-02 14:02 UTC to 14:31 UTC.',
      'As reported: “Buyers could not pay. We lost orders”; error_rate of checkout rose from 0.3 % to 34.5 %; it was detected after 7 minutes (the alert CheckoutErrors for checkout fired at 14:08 UTC).',
      'Possible cause, not confirmed, stated by the investigator: “Version 2.4.1 of checkout rejects orders because the field currency is missing”.',
      'checkout was rolled back to version 2.4.0 (from 2.4.1) at 14:28 UTC, and the incident was mitigated at 14:29 UTC, after 27 minutes.',
      'Still open: the cause.',
    ]);
  });

  it('names the message by which people noticed, and nobody who wrote it', async () => {
    const one = shopCase({ withTrace: false, evidence: noAlerts });

    expect((await summaryOf(one))[1]).toBe(
      'error_rate of checkout rose from 0.3 % to 34.5 %; it was detected after 7 minutes (somebody wrote in #incident-42 at 14:10 UTC).',
    );
  });

  it('quotes by what people noticed where nothing else says what it was', async () => {
    const one = shopCase({
      withTrace: false,
      evidence: noAlerts.filter(({ payload }) => payload.kind !== 'metric'),
    });

    expect((await summaryOf(one))[1]).toBe(
      'It was detected after 7 minutes; somebody wrote in #incident-42 at 14:10 UTC: “I think the database of payments is down”.',
    );
  });

  it('tells how long after the start an alert fired when the record has no time of detection', async () => {
    const one = shopCase({ incident: { detectedAt: undefined } });

    expect((await summaryOf(one))[1]).toBe(
      'error_rate of checkout rose from 0.3 % to 34.5 %; 6 minutes after the start, the alert CheckoutErrors for checkout fired.',
    );
  });

  it('leaves out the alert of a service that the incident does not list', async () => {
    const other: SubmitEvidenceNode = {
      id: 'other',
      sourceType: 'telemetry',
      timestamp: at('14:03'),
      metadata: { service: 'component:default/blog' },
      payload: { kind: 'alert', alertName: 'DiskFull', status: 'firing' },
    };
    const one = shopCase({ evidence: [...shopEvidence, other] });

    expect((await summaryOf(one)).join(' ')).not.toContain('DiskFull');
  });

  it('says that the cause is not known when there is no possible one', async () => {
    const one = shopCase({ withTrace: false, evidence: [] });

    expect(await summaryOf({ ...one, causes: [] })).toContain(
      'The cause is not known.',
    );
  });

  it('says of an incident without effect on users what stayed as it was', async () => {
    const calm: SubmitEvidenceNode = {
      id: 'calm',
      sourceType: 'telemetry',
      timestamp: at('14:35'),
      metadata,
      payload: {
        kind: 'metric',
        metric: 'error_rate',
        unit: 'ratio',
        points: [13, 14, 15].map(hour => [at(`${hour}:00`), 0.002]),
      },
    };
    const one = shopCase({ withTrace: false, evidence: [calm] });

    expect(await summaryOf(one)).toContain(
      'error_rate of checkout stayed at 0.2 %; it was detected after 7 minutes.',
    );
  });

  it.each([
    '',
    'INC-42',
    'New incident',
    'Issue with checkout',
    'Alert: checkout',
  ])(
    'is headed by what the alert says when the title %j says nothing',
    async title => {
      const { title: headline } = await draftOf(
        shopCase({ incident: { title: title || 'Incident' } }),
      );

      expect(headline).toBe('checkout: 21 % of requests fail');
    },
  );
});

describe('the document', () => {
  const cases: [string, () => Case][] = [
    ['an investigated incident', () => shopCase()],
    ['an incident nobody investigated', () => shopCase({ withTrace: false })],
    ['the record alone', () => shopCase({ withTrace: false, evidence: [] })],
    [
      'an incident with a description and a rollback',
      () =>
        shopCase({
          evidence: [...shopEvidence, rollback],
          incident: { description: DESCRIPTION, mitigatedAt: at('14:29') },
        }),
    ],
    ['two weeks', () => shopCase({ ...twoWeeks(), withTrace: false })],
    ...[1, 2, 3, 4, 5, 6].map((seed): [string, () => Case] => [
      `made-up incident ${seed}`,
      () => shopCase(generatedIncident(seed)),
    ]),
    ...readdirSync(captures)
      .filter(name => name.endsWith('.json'))
      .map((name): [string, () => Case] => {
        const capture = JSON.parse(readFileSync(join(captures, name), 'utf8'));
        return [
          name,
          () => shopCase({ ...capture, withTrace: Boolean(capture.trace) }),
        ];
      }),
  ];

  it.each(cases)(
    'ends the summary of %s, in five sentences, with what is still open',
    async (_, caseOf) => {
      const summary = await summaryOf(caseOf());

      expect(summary.length).toBeLessThanOrEqual(5);
      expect(summary.at(-1)).toMatch(/^Still open: the cause/);
    },
  );

  it.each(cases)('says no sentence of %s twice', async (_, caseOf) => {
    for (const tone of ['executive', 'technical'] as const) {
      const { sections } = await draftOf(caseOf(), tone);
      const texts = sections.flatMap(({ blocks }) =>
        blocks.flatMap(({ claims, more }) =>
          [...claims, ...(more?.claims ?? [])].map(({ text }) => text),
        ),
      );
      expect(texts.filter((text, i) => texts.indexOf(text) < i)).toEqual([]);
    }
  });
});
