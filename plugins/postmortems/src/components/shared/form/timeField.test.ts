import { toInstant, toTimeField } from './timeField';

// The zone of the machine is the reader's; these hold in every one.
describe('toTimeField and toInstant', () => {
  const local = new Date(2026, 2, 2, 15, 7);
  const toTheSecond = new Date(2026, 2, 2, 15, 7, 30);

  it('formats a time in the reader’s time zone', () => {
    expect(toTimeField(local.toISOString())).toBe('2026-03-02T15:07');
    expect(toTimeField(toTheSecond.toISOString())).toBe('2026-03-02T15:07:30');
    expect(toTimeField(undefined)).toBe('');
  });

  it('parses a time in the reader’s time zone', () => {
    expect(toInstant('2026-03-02T15:07')).toBe(local.toISOString());
    expect(toInstant('2026-03-02T15:07:30')).toBe(toTheSecond.toISOString());
  });

  it.each(['', '2026-13-01T00:00', 'soon'])(
    'returns “%s” unchanged when it is no time',
    field => {
      expect(toInstant(field)).toBe(field);
    },
  );
});
