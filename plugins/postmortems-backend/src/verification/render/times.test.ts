import { instantOf, knownTimeZone, zonedTime } from './times';

describe('time zones', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    [' europe/berlin ', 'Europe/Berlin'],
    ['UTC', undefined],
    ['Mars/Olympus', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%p is known as %p', (name, expected) => {
    expect(knownTimeZone(name)).toBe(expected);
  });

  it('have hours that can begin in the middle of ours', () => {
    const at = '2026-03-02T14:07:12.345Z';
    const { at: start } = instantOf(at, 'hour', 'Asia/Kathmandu');
    expect(start).toBe('2026-03-02T13:15:00.000Z');
    expect(zonedTime(start, 'Asia/Kathmandu')).toMatchObject({
      hour: '19',
      minute: '00',
    });
    expect(instantOf(at, 'hour', 'UTC').at).toBe('2026-03-02T14:00:00.000Z');
    expect(instantOf(at, 'minute', 'UTC').at).toBe('2026-03-02T14:07:00.000Z');
    expect(instantOf(at, 'second', 'UTC').at).toBe('2026-03-02T14:07:12.000Z');
  });
});
