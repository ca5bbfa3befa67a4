import { readJsonTranscript } from './readJsonTranscript';

const START = new Date('2026-11-28T14:02:00Z');
const spoken = {
  time: '2026-11-28T15:02:05+01:00',
  speaker: 'Ada',
  text: 'hi',
};
const read = (file: unknown, context = {}) =>
  readJsonTranscript(
    typeof file === 'string' ? file : JSON.stringify(file),
    context,
  );

describe('readJsonTranscript', () => {
  it.each([
    ['JSON lines', `${JSON.stringify(spoken)}\n\n`],
    ['an array', [spoken]],
    ['an object', { utterances: [spoken] }],
    ['seconds', { startedAt: START, utterances: [{ ...spoken, time: 5 }] }],
  ])('reads %s', (_, file) => {
    expect(read(file).utterances).toEqual([
      {
        at: START.getTime() + 5_000,
        until: START.getTime() + 5_000,
        speaker: 'Ada',
        text: 'hi',
      },
    ]);
  });

  it('counts from the start that the sender names', () => {
    const file = { startedAt: START, utterances: [{ time: 1.5, text: 'hi' }] };
    const later = new Date(START.getTime() + 60_000);
    const [{ at }] = read(file, { startedAt: later }).utterances;
    expect(at).toBe(later.getTime() + 1_500);
  });

  it('knows the end of an utterance when it is told', () => {
    const startedAt = START;
    const utterances = [
      { time: 5, until: 9, text: 'hi' },
      { time: START, until: '2026-11-28T14:02:03Z', text: 'ho' },
      { time: 9, until: 'later', text: 'hm' },
      { time: 9, until: 5, text: 'ha' },
    ];
    expect(
      read({ startedAt, utterances }).utterances.map(
        ({ at, until }) => (until - at) / 1000,
      ),
    ).toEqual([4, 3, 0, 0]);
  });

  it('counts odd items by why, and keeps the others', () => {
    const { utterances, skipped } = read(
      [
        JSON.stringify({ ...spoken, email: 'nobody', speaker: 7 }),
        'nonsense',
        '{"time":"10:02","text":"x"}',
        '{"time":"2026-11-28T14:02:00","text":"x"}',
        JSON.stringify({ ...spoken, text: ' ' }),
      ].join('\n'),
    );
    expect(utterances).toMatchObject([{ text: 'hi' }]);
    expect([...skipped]).toEqual([
      ['Not an object with time and text', 1],
      [expect.stringContaining('without a valid time'), 2],
      ['An utterance without a text', 1],
    ]);
  });

  it.each([
    ['what is no transcript', 'hello', 'has no utterance'],
    ['seconds from an unknown start', [{ time: 5, text: 'x' }], '?startedAt='],
    ['too many items', Array(100_001).fill({}), 'more than 100000'],
  ])('refuses %s', (_, file, message) => {
    expect(() => read(file)).toThrow(message);
  });
});
