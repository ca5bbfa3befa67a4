import { verdictOf } from '../__testUtils__/bakery';

describe('sentences about alerts', () => {
  it.each([
    'OvenTooSlow fired at 10:05 UTC.',
    'The OvenTooSlow alert fired at 12:05 CEST on 12 May 2026.',
    'On May 12th, 2026, OvenTooSlow fired for oven-control.',
    'The alert fired two minutes after oven-control 4.2.0 was deployed.',
    'The oven too slow alert was active for three minutes.',
    'OvenTooSlow fired at 10:05 and cleared three minutes later.',
    'The critical OvenTooSlow alert resolved half a minute after the rollback.',
    'Three minutes went by before OvenTooSlow cleared.',
    'In Central European Summer Time OvenTooSlow fired at 12:05.',
    'OvenTooSlow was still firing at 10:06.',
    'OvenTooSlow was active from 10:05 to 10:08.',
    'OvenTooSlow fired between 10:04 and 10:06.',
    'An alert for till fired at 10:06.',
    'OvenTooSlow was the first alert to fire.',
    'OvenTooSlow did not clear until oven-control was rolled back.',
    'OvenTooSlow fired at five past ten.',
  ])('supports %j', text => {
    expect(verdictOf(text, 'fired', 'resolved')).toBe('supported');
  });

  it.each([
    'OvenTooSlow fired at 10:05 Pacific time.',
    'OvenTooSlow fired at 10:05 pm UTC.',
    'OvenTooSlow fired for till.',
    'The warning alert OvenTooSlow fired.',
    'OvenTooSlow was active for nearly twenty minutes.',
    'OvenTooSlow resolved before oven-control was rolled back.',
    'TillPaperLow was the first alert to fire.',
    'OvenTooSlow was resolved at 10:09.',
    'OvenTooSlow was no longer firing at 10:06.',
    'The alert fired on 5 December 2026.',
  ])('contradicts %j', text => {
    expect(verdictOf(text, 'fired', 'resolved')).toBe('contradicted');
  });

  it.each([
    'OvenTooSlow did not fire at 10:05.',
    'OvenTooSlow may have fired at 10:05.',
    'OvenTooSlow would have fired at 10:05.',
    'OvenTooSlow was planned to fire at 10:05.',
    'OvenTooSlow fired at 10:05 by mistake.',
    'OvenTooSlow fired at 10:05, for undetermined motives.',
    'Only OvenTooSlow fired at 10:05.',
    'Every alert fired at 10:05.',
    'The alert was almost never active for three minutes.',
    'OvenTooSlow fired because oven-control 4.2.0 was deployed.',
  ])('leaves %j unverified', text => {
    expect(verdictOf(text, 'fired', 'resolved')).toBe('unverified');
  });

  it('leaves "the alert" unverified where two fit and neither is cited', () => {
    expect(verdictOf('The alert fired at 10:05.')).toBe('unverified');
  });
});
