import { countOutcomesByReason, refusalReason } from './refusalReasons';

describe('refusalReason', () => {
  it.each([
    [
      '/id',
      "'m-1' is stored with other content (hash 0)",
      'Its id has other content',
    ],
    [
      '',
      'The text of incident INC-1 was erased',
      'The text of the incident was erased',
    ],
    ['/payload/users/Ada Lovelace', 'is too deep', '/payload is too deep'],
    ['/timestamp', 'must be a time', '/timestamp must be a time'],
  ])('keeps nothing of the node: %s %s', (path, message, reason) => {
    expect(refusalReason([{ path, message }])).toBe(reason);
  });
});

describe('countOutcomesByReason', () => {
  it('counts refused nodes by why, and the others by outcome', () => {
    const errors = [{ path: '/timestamp', message: 'must be a time' }];
    expect(
      countOutcomesByReason([
        { index: 0, status: 'rejected', errors },
        { index: 1, status: 'rejected', errors },
        {
          index: 2,
          status: 'created',
          id: 'a',
          contentHash: 'h',
          truncated: false,
        },
      ]),
    ).toEqual([
      { outcome: 'refused', reason: '/timestamp must be a time', nodes: 2 },
      { outcome: 'taken', reason: '', nodes: 1 },
    ]);
  });
});
