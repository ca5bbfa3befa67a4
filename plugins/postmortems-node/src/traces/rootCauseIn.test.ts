import { rootCauseIn } from './rootCauseIn';

describe('rootCauseIn', () => {
  it.each([
    [
      '## Root Cause\n\nThe **pool** of `checkout` was full.\n\nMore.',
      'The pool of checkout was full.',
    ],
    [
      'Text.\n\n**Root cause:** the pool was full\nand stayed so.',
      'the pool was full and stayed so.',
    ],
    [
      '# Conclusions and Possible Root causes\n- The pool was full.\n- Or DNS.',
      'The pool was full.',
    ],
    [
      'Root Cause\n===\n1. See [the log](https://x.example.com/a).',
      'See the log.',
    ],
    ['### 🔍 Most likely cause\nThe pool.', 'The pool.'],
  ])('reads %j', (markdown, cause) => {
    expect(rootCauseIn(markdown)).toBe(cause);
  });

  it.each([
    'All pods are healthy.',
    'The root cause is not known yet.',
    '## Root cause\n\n## Next steps\nLook again.',
    '',
  ])('finds none in %j', markdown => {
    expect(rootCauseIn(markdown)).toBeUndefined();
  });

  it.each([
    `root cause${' '.repeat(200_000)}x`,
    `## Root cause\n${'['.repeat(200_000)}`,
    `${' '.repeat(200_000)}# root cause`,
    'root cause '.repeat(20_000),
    `root cause${'\u00a0'.repeat(1900)}x\n`.repeat(2000),
  ])('takes bounded time', markdown => {
    const started = performance.now();
    rootCauseIn(markdown);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
