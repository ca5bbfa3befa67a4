import { relativeTime } from './relativeTime';

it('says how long ago something was, in the largest unit that fits', () => {
  const now = Date.parse('2026-03-02T14:00:00.000Z');
  const told = (at: string) => relativeTime(at, now);
  expect(told('2026-03-02T13:59:40.000Z')).toBe('now');
  expect(told('2026-03-02T13:57:00.000Z')).toBe('3 minutes ago');
  expect(told('2026-03-02T11:00:00.000Z')).toBe('3 hours ago');
  expect(told('2026-03-01T14:00:00.000Z')).toBe('yesterday');
  expect(told('2026-02-16T14:00:00.000Z')).toBe('2 weeks ago');
  expect(told('2025-03-02T14:00:00.000Z')).toBe('last year');
});
