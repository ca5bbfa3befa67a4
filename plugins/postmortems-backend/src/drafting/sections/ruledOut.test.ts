import {
  candidateCauseOf,
  type DraftClaim,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../../__testUtils__/shopIncident';
import { evaluateAssertion } from '../../verification/assertions';
import { contextOf } from '../contextOf';
import { writeRootCause } from './rootCause';
import { writeRuledOut } from './ruledOut';
import { writeSummary } from './summary';

const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;
const metadata = { service: 'component:default/checkout' };

/** The release of the shop, undone while orders go on to fail. */
const undone: SubmitEvidenceNode[] = [
  ...shopEvidence.filter(({ id }) => id === 'deploy-1'),
  {
    id: 'undo',
    sourceType: 'deployment',
    timestamp: at('14:20'),
    metadata,
    payload: {
      kind: 'rollback',
      version: '2.4.0',
      previousVersion: '2.4.1',
      status: 'succeeded',
    },
  },
];
const failing: SubmitEvidenceNode = {
  id: 'failing',
  sourceType: 'telemetry',
  timestamp: at('15:30'),
  metadata,
  payload: {
    kind: 'metric',
    metric: 'orders_failed',
    unit: 'ratio',
    points: [
      ...['13:00', '13:10', '13:20', '13:30', '13:40', '13:50', '14:00'].map(
        (clock, index): [string, number] => [at(clock), 0.01 + index / 1000],
      ),
      ...['14:10', '14:20', '14:30', '14:40', '14:50', '15:00'].map(
        (clock, index): [string, number] => [at(clock), 0.8 + index / 100],
      ),
      [at('15:10'), 0.012],
      [at('15:20'), 0.011],
    ],
  },
};
const alerts: SubmitEvidenceNode[] = (['firing', 'resolved'] as const).map(
  status => ({
    id: status,
    sourceType: 'telemetry',
    timestamp: at(status === 'firing' ? '14:08' : '15:30'),
    metadata,
    payload: {
      kind: 'alert',
      alertName: 'OrdersFail',
      status,
      startsAt: at('14:08'),
      ...(status === 'resolved' && { endsAt: at('15:30') }),
    },
  }),
);

function sectionsOf(evidence: SubmitEvidenceNode[]) {
  const one = shopCase({
    evidence,
    withTrace: false,
    incident: { resolvedAt: at('15:40') },
  });
  const context = contextOf({ ...one, template: shopTemplate });
  const claims = (blocks: { claims: DraftClaim[] }[]) =>
    blocks.flatMap(block => block.claims);
  return {
    facts: one.facts,
    ruledOut: claims(writeRuledOut(context)),
    rootCause: claims(writeRootCause(context)),
    summary: claims(writeSummary(context)),
  };
}

describe('what the evidence rules out', () => {
  it.each([
    [
      'a metric',
      [failing],
      'checkout was rolled back to version 2.4.0 (from 2.4.1) at 14:20 UTC, but orders_failed of checkout was 85 % at 15:00 UTC.',
    ],
    [
      'an alert',
      alerts,
      'checkout was rolled back to version 2.4.0 (from 2.4.1) at 14:20 UTC; the alert OrdersFail for checkout was resolved only at 15:30 UTC.',
    ],
  ])(
    'is a change that was undone while %s went on, told by what shows it',
    (_, signs, sentence) => {
      const { ruledOut, rootCause, summary, facts } = sectionsOf([
        ...undone,
        ...signs,
      ]);
      const [told, card] = ruledOut;

      expect(told.text).toBe(sentence);
      expect(
        told.reading!.assertions.map(
          one => evaluateAssertion(one, facts).outcome,
        ),
      ).toEqual(['holds', 'holds', 'holds']);
      expect(told.spans.length).toBeGreaterThan(0);
      expect(card.text).toBe(
        'Considered as a cause: deployment of checkout 2.4.1 (before: 2.4.0).',
      );
      expect(candidateCauseOf(card)?.against).toMatchObject([
        { type: 'still_there_after_recovery' },
      ]);
      expect(rootCause.some(claim => candidateCauseOf(claim))).toBe(false);
      expect(summary.map(({ text }) => text)).toContain(
        'The cause is not known.',
      );
    },
  );
});
