import {
  RECORD_EVIDENCE_ID,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../../__testUtils__/shopIncident';
import { ClaimVerifier } from '../../verification';
import { contextOf } from '../contextOf';
import { evidenceStatements } from './evidenceStatements';

const service = { service: 'component:default/checkout' };
const at = (clock: string) => `2026-03-02T${clock}.000Z`;
const shop = shopCase({
  evidence: [
    ...shopEvidence,
    {
      id: 'alert-3',
      sourceType: 'telemetry',
      timestamp: at('14:30:00'),
      metadata: service,
      payload: {
        kind: 'alert',
        alertName: 'SlowCheckout',
        status: 'firing',
        severity: 'critical',
        startsAt: at('14:10:00'),
        endsAt: at('14:24:00'),
      },
    },
    {
      id: 'deploy-2',
      sourceType: 'deployment',
      timestamp: at('14:20:00'),
      metadata: service,
      payload: {
        kind: 'rollback',
        version: '2.4.0',
        status: 'succeeded',
        author: 'Mei Tan',
      },
    },
    {
      id: 'quiet',
      sourceType: 'telemetry',
      timestamp: at('14:21:00'),
      metadata: service,
      payload: { kind: 'log', level: 'info', message: 'started', count: 4 },
    },
  ],
});

function said(evidenceId: string, quote?: string, timeZone?: string) {
  const template = structuredClone(shopTemplate);
  if (timeZone) template.sections.timeline.format = 'local';
  const context = contextOf({ ...shop, evidence: [], template, timeZone });
  return evidenceStatements({ evidenceId, quote, context, facts: shop.facts });
}
const textsOf = (...of: Parameters<typeof said>) =>
  said(...of).map(({ text }) => text);

describe('evidenceStatements', () => {
  it('tells of a metric its change, its extremes and its value at the start', () => {
    expect(textsOf('errors')).toEqual([
      'error_rate of checkout rose from 0.3 % to 34.5 % within 12 minutes (peak at 14:12 UTC) and was back at 0.1 % at 14:33 UTC.',
      '14:12 UTC: error_rate of checkout peaked at 34.5 %.',
      '14:33 UTC: error_rate of checkout was at its lowest: 0.1 %.',
      '14:00 UTC: error_rate of checkout was 0.3 %.',
    ]);
  });

  it('tells of an alert when it fired and ended, its severity and how long it lasted', () => {
    expect(textsOf('alert-3')).toEqual([
      '14:10 UTC: The alert SlowCheckout for checkout fired.',
      '14:24 UTC: The alert SlowCheckout for checkout was resolved.',
      '14:10 UTC: The alert SlowCheckout for checkout fired with severity critical.',
      '14:10 UTC: The alert SlowCheckout for checkout fired. The alert lasted 14 minutes.',
    ]);
  });

  it('tells of a change its versions, its status, who made it and how long before the start', () => {
    expect(textsOf('deploy-1')).toEqual([
      '14:00 UTC: Version 2.4.1 of checkout was deployed (previously 2.4.0).',
      '14:00 UTC: Version 2.4.1 of checkout was deployed (previously 2.4.0), 2 minutes before the incident started.',
      '14:00 UTC: Version 2.4.1 of checkout was deployed (previously 2.4.0). Mei Tan made the change.',
    ]);
    expect(textsOf('deploy-2')).toContain(
      '14:20 UTC: checkout was rolled back to version 2.4.0, with status succeeded.',
    );
  });

  it('tells how often something was logged, also at a quiet level', () => {
    expect(textsOf('log-0')).toContainEqual(
      expect.stringMatching(/logged “order 1000 .*” \(3 records\)\.$/),
    );
    expect(textsOf('quiet')).toEqual([
      '14:21 UTC: checkout logged “started” 4 times.',
      '14:21 UTC: checkout logged “started” at level info 4 times.',
    ]);
  });

  it('counts long lines that differ in the digits around the 80th character', () => {
    const line = 'pool '.repeat(15);
    const lines = ['9', '12345678', '1234567 5', '1234567'].map(
      (digits, index): SubmitEvidenceNode => ({
        id: `line-${index}`,
        sourceType: 'telemetry',
        timestamp: at('14:20:00'),
        metadata: service,
        payload: { kind: 'log', message: `${line}${digits} timed out` },
      }),
    );
    const long = shopCase({ withTrace: false, evidence: lines });
    const context = contextOf({
      ...long,
      evidence: [],
      template: shopTemplate,
    });
    const { facts } = long;
    expect(
      evidenceStatements({ evidenceId: 'line-0', context, facts })[1].text,
    ).toMatch(/\(3 records\)\.$/);
  });

  it('quotes a part of a message, and no words that it does not have', () => {
    expect(textsOf('chat-1', 'payments is down')).toEqual([
      '14:10 UTC: Ada Okafor wrote in #incident-42: “payments is down”.',
    ]);
    expect(() => textsOf('chat-1', 'payments was down')).toThrow(
      'quote: is not a verbatim part of the evidence',
    );
  });

  it('tells the outcome of a step, and what the record says', () => {
    const step = shop.evidence.find(({ payload }) => payload.stepId === 's1')!;
    expect(textsOf(step.id)).toEqual([
      expect.stringContaining('3 rejected orders say'),
    ]);
    expect(textsOf(RECORD_EVIDENCE_ID)).toEqual(
      expect.arrayContaining([
        '14:02 UTC: The incident started.',
        'The incident lasted 29 minutes.',
        'The severity of the incident is sev2.',
      ]),
    );
  });

  it('tells times in the zone of the document', () => {
    expect(textsOf('chat-1', undefined, 'Europe/Berlin')).toEqual([
      expect.stringMatching(/^15:10 CET: Ada Okafor wrote/),
    ]);
  });

  it('says nothing of evidence that does not exist', () => {
    expect(said('gone')).toEqual([]);
  });

  it('says only what the verifier supports', () => {
    const verifier = new ClaimVerifier();
    const ids = [RECORD_EVIDENCE_ID, ...shop.evidence.map(({ id }) => id)];
    for (const statement of ids.flatMap(id => said(id))) {
      const { text, assertions, spans } = statement;
      const { verdict, reasons } = verifier.verify(
        {
          kind: 'summary',
          text,
          spans,
          reading: { by: 'renderer', assertions, leftOver: [] },
        },
        shop.facts,
      );
      expect([text, verdict, reasons]).toEqual([text, 'supported', reasons]);
    }
  });
});
