import { ClaimVerifier } from './ClaimVerifier';
import { bakeryFacts } from './reading/__testUtils__/bakery';

const facts = bakeryFacts();
const verify = (text: string) =>
  new ClaimVerifier().verify({ kind: 'impact', text, spans: [] }, facts);
const lookAlikesIn = (text: string) =>
  verify(text).reasons.filter(({ check }) => check === 'look_alike');

describe('names with letters of another script', () => {
  it.each([
    // Cyrillic е, о and а; Greek omicron
    [
      'a service',
      'OvenTooSlow fired at 10:05 for oven-cоntrol.',
      'oven-control',
    ],
    ['an alert', 'OvеnTooSlow fired at 10:05.', 'OvenTooSlow'],
    [
      'a metric',
      'The errοr_rate of oven-control peaked at 25 %.',
      'error_rate',
    ],
    ['capitals', 'ΟvenTooSlow fired at 10:05.', 'OvenTooSlow'],
    ['a person', 'Gretа Olsen released version 4.2.0.', 'greta'],
  ])('are a finding of their own: %s', (_, text, name) => {
    const [reason, ...others] = lookAlikesIn(text);
    expect(others).toEqual([]);
    expect(reason.message.toLowerCase()).toContain(
      `looks like the name ${name.toLowerCase()}`,
    );
    expect(reason.message).toMatch(/“.” \((?:Cyrillic|Greek)\)/u);
    expect(verify(text).verdict).not.toBe('supported');
  });

  it('keep a sentence unverified that would be supported otherwise', () => {
    const reading = {
      by: 'renderer' as const,
      leftOver: [],
      assertions: [
        {
          type: 'alert' as const,
          evidence: 'fired',
          name: 'OvenTooSlow',
          event: 'fired' as const,
        },
      ],
    };
    const verdictOf = (text: string) =>
      new ClaimVerifier().verify(
        { kind: 'impact', text, spans: [], reading },
        facts,
      ).verdict;
    expect(verdictOf('The alert OvenTooSlow fired.')).toBe('supported');
    expect(verdictOf('The alert OvеnTooSlow fired.')).toBe('unverified');
  });

  it.each([
    'OvenTooSlow fired at 10:05.',
    'OvenTooSlow сработал в 10:05.',
    'ＯｖｅｎＴｏｏＳｌｏｗ fired at 10:05.',
    'Το OvenTooSlow fired at 10:05.',
  ])('are not found in %s', text => {
    expect(lookAlikesIn(text)).toEqual([]);
  });
});
