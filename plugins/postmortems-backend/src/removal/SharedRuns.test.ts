import { SharedRuns } from './SharedRuns';

describe('SharedRuns', () => {
  it('finds four words in a row, and all that follow', () => {
    const runs = new SharedRuns();
    runs.learn('I have dropped the wrong table, sorry everyone');
    expect(
      runs.replace('> I have dropped the wrong table\nno worries', '#'),
    ).toBe('> #\nno worries');
    expect(runs.replace('somebody dropped the wrong one', '#')).toBe(
      'somebody dropped the wrong one',
    );
  });

  it('leaves what other evidence says as well', () => {
    const runs = new SharedRuns();
    runs.learn('see: connection pool exhausted on db-1, my fault entirely ok');
    runs.forget('ERROR connection pool exhausted on db-1');
    expect(
      runs.replace('The log says connection pool exhausted on db-1.', '#'),
    ).toBe('The log says connection pool exhausted on db-1.');
    expect(runs.replace('quote: my fault entirely ok', '#')).toBe('quote: #');
  });

  it('knows short texts only as a whole', () => {
    const runs = new SharedRuns();
    runs.learn('on it!');
    expect(runs.replace('I am on it now', '#')).toBe('I am on it now');
    expect(runs.isWhole('On it')).toBe(true);
    expect(runs.isWhole('I am on it')).toBe(false);
  });
});
