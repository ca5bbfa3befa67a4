import { wordingHints } from './actionItemWording';

describe('words of a follow-up', () => {
  it.each([
    [
      'Improve monitoring of checkout',
      'An alert fires within 2 minutes',
      ['vague_verb'],
    ],
    ['Alerts', 'An alert fires within 2 minutes', ['no_thing']],
    [
      'Raise the pool to 100 connections',
      'It is better than before',
      ['end_state_not_checkable'],
    ],
    [
      'Raise the pool to 100 connections',
      'Raise the pool to 100 connections',
      ['end_state_is_title'],
    ],
    ['Raise the pool to 100 connections', 'The pool has 100 connections', []],
  ])('%s / %s', (title, endState, hints) => {
    expect(wordingHints({ title, endState })).toEqual(hints);
  });
});
