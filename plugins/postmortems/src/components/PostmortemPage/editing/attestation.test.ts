import { exampleCause } from '../__testUtils__/causes';
import { canBeConfirmed } from './attestation';

const claim: Parameters<typeof canBeConfirmed>[0] = {
  kind: 'impact',
  verdict: 'unsupported',
  reasons: [],
};

describe('canBeConfirmed', () => {
  it('allows what no code can check, in each section', () => {
    expect(
      canBeConfirmed({ ...claim, kind: 'root_cause', verdict: 'unverified' }),
    ).toBe(true);
  });

  it('allows what has no evidence', () => {
    expect(canBeConfirmed(claim)).toBe(true);
  });

  it.each(['root_cause', 'contributing_factor'] as const)(
    'rejects an unsupported claim of kind %s',
    kind => {
      expect(canBeConfirmed({ ...claim, kind })).toBe(false);
    },
  );

  it.each(['supported', 'contradicted', 'attested'] as const)(
    'rejects a claim that is %s',
    verdict => {
      expect(canBeConfirmed({ ...claim, verdict })).toBe(false);
    },
  );

  it.each(['hash', 'missing', 'quote'])(
    'rejects a claim with a failed check %s',
    check => {
      const reasons = [{ check, outcome: 'failed' as const, message: '' }];
      expect(canBeConfirmed({ ...claim, reasons })).toBe(false);
    },
  );

  it('rejects a possible cause, which has a decision instead', () => {
    const reading = {
      by: 'renderer' as const,
      assertions: [exampleCause],
      leftOver: [],
    };
    expect(canBeConfirmed({ ...claim, verdict: 'unverified', reading })).toBe(
      false,
    );
  });
});
