import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import {
  ingested,
  sealOf,
  shopIncident,
  shopServices,
} from '../__testUtils__/shopIncident';
import { ClaimVerifier } from './ClaimVerifier';
import { SealedFacts } from './SealedFacts';

const alert = (id: string, confidence: number) => ({
  id,
  sourceType: 'telemetry' as const,
  timestamp: '2026-03-02T14:08:00.000Z',
  metadata: { service: 'component:default/checkout' },
  confidence,
  payload: {
    kind: 'alert',
    alertName: 'CheckoutErrors',
    status: 'firing',
    startsAt: '2026-03-02T14:08:00.000Z',
  },
});

function verified(
  assertion: Assertion,
  confidences: Record<string, number>,
  minConfidence?: number,
) {
  const evidence = ingested(
    Object.entries(confidences).map(([id, confidence]) =>
      alert(id, confidence),
    ),
  );
  return new ClaimVerifier().verify(
    {
      kind: 'impact',
      text: 'It fired.',
      spans: [],
      reading: { by: 'renderer', assertions: [assertion], leftOver: [] },
    },
    new SealedFacts({
      seal: sealOf(shopIncident, evidence),
      evidence,
      services: shopServices,
      minConfidence,
    }),
  );
}

const fired: Assertion = {
  type: 'alert',
  evidence: 'a',
  name: 'CheckoutErrors',
  event: 'fired',
};
const countOf = (value: number): Assertion => ({
  type: 'count',
  filter: { kind: 'alert' },
  distinct: 'nodes',
  quantity: { bound: 'at_least', value, unit: 'count', precision: 0 },
});

describe('the confidence of evidence', () => {
  it('carries no supported sentence alone when it is too low, and is named', () => {
    expect(verified(fired, { a: 0.5 }).verdict).toBe('supported');
    const { verdict, reasons } = verified(fired, { a: 0.4 });
    expect(verdict).toBe('unverified');
    expect(reasons).toContainEqual({
      check: 'confidence',
      outcome: 'failed',
      message:
        'It rests on a (0.4), whose confidence is below the 0.5 that the template asks for',
    });
  });

  it('is what the template asks for', () => {
    expect(verified(fired, { a: 0.4 }, 0.3).verdict).toBe('supported');
    expect(verified(fired, { a: 0.9 }, 0.95).verdict).toBe('unverified');
  });

  it('does not matter of evidence beside surer one', () => {
    const confidences = { a: 0.2, b: 1, c: 1 };
    expect(verified(countOf(2), confidences).verdict).toBe('supported');
    expect(verified(countOf(3), confidences).verdict).toBe('unverified');
  });
});
