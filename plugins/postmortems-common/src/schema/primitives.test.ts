import { entityRefSchema, isoTimeSchema, pastTimeSchema } from './primitives';

describe('isoTimeSchema', () => {
  it.each([
    ['2026-03-02T15:07:00+01:00', '2026-03-02T14:07:00.000Z'],
    ['2026-03-02T14:07:00.123456789Z', '2026-03-02T14:07:00.123Z'],
  ])('parses %s to %s', (input, output) => {
    expect(isoTimeSchema.parse(input)).toBe(output);
  });

  it.each([
    ['yesterday', 'must be an ISO 8601 time with a zone'],
    ['', 'must be an ISO 8601 time with a zone'],
    ['2026-03-02', 'must be an ISO 8601 time with a zone'],
    ['2026-02-31T00:00:00Z', 'must be an ISO 8601 time with a zone'],
    [0, 'must be an ISO 8601 time with a zone'],
    ['0001-01-01T00:00:00Z', 'must not be before the year 2000'],
  ])('rejects %j', (input, message) => {
    const { error } = isoTimeSchema.safeParse(input);
    expect(error?.issues.map(issue => issue.message)).toEqual([message]);
    expect(pastTimeSchema.safeParse(input).error?.issues).toHaveLength(1);
  });
});

describe('pastTimeSchema', () => {
  it('accepts times up to five minutes in the future', () => {
    const inMinutes = (minutes: number) =>
      pastTimeSchema.safeParse(
        new Date(Date.now() + minutes * 60_000).toISOString(),
      ).success;
    expect([inMinutes(-1), inMinutes(4), inMinutes(6)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('entityRefSchema', () => {
  it.each([
    ['user:default/jane.doe@example.com', 'user:default/jane.doe@example.com'],
    ['User:Default/Jane.Doe@Example.com', 'user:default/jane.doe@example.com'],
    [
      "user:acme/d'arcy+oncall@example.com",
      "user:acme/d'arcy+oncall@example.com",
    ],
    ['component:shop.eu-1/_Cart', 'component:shop.eu-1/_cart'],
    ['user:default/josé', 'user:default/josé'],
  ])('takes %s', (sent, parsed) => {
    expect(entityRefSchema.parse(sent)).toBe(parsed);
  });

  it.each([
    'checkout',
    'default/checkout',
    'component:checkout',
    'component:default/',
    'component:default/a/b',
    'component:default/a b',
    'component:default/..',
    'component:default/a\u0000b',
    'component:default/a\u202eb',
  ])('rejects %j', sent => {
    expect(entityRefSchema.safeParse(sent).success).toBe(false);
  });
});
