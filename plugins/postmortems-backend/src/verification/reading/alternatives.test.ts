import { ClaimVerifier } from '../ClaimVerifier';
import { bakeryFacts } from './__testUtils__/bakery';

const facts = bakeryFacts();
const verifier = new ClaimVerifier();
const claimOf = (text: string) => ({
  kind: 'summary' as const,
  text,
  spans: [],
});

describe('readings to choose from', () => {
  it('are those that the words allow, and the chosen one is evaluated', () => {
    const claim = claimOf('The alert fired at 10:05.');
    const alternatives = verifier.alternatives(claim, facts);

    expect(alternatives.map(({ summary }) => summary)).toEqual([
      '2026-05-12 10:05 UTC: The alert OvenTooSlow fired.',
      '2026-05-12 10:05 UTC: The alert TillPaperLow fired.',
    ]);
    const verdicts = alternatives.map(
      ({ assertions }) =>
        verifier.verify(
          { ...claim, reading: { assertions, by: 'person', leftOver: [] } },
          facts,
        ).verdict,
    );
    expect(verdicts).toEqual(['supported', 'contradicted']);
  });

  it('are none where the grammar reads all or nothing', () => {
    for (const text of [
      'OvenTooSlow fired at 10:05.',
      'The bakers were annoyed.',
      'The alert may have fired at 10:05.',
    ]) {
      expect(verifier.alternatives(claimOf(text), facts)).toEqual([]);
    }
  });

  it('name the words that they leave over', () => {
    const text = 'The alert fired at 10:05, and the bakers were annoyed.';
    const [first] = verifier.alternatives(claimOf(text), facts);
    expect(
      first.leftOver.map(({ start, end }) => text.slice(start, end)),
    ).toEqual(['the bakers were annoyed']);
  });
});
