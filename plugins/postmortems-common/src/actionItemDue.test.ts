import { isOverdue } from './actionItemDue';

describe('isOverdue', () => {
  const now = Date.parse('2026-03-02T00:00:00.000Z');
  const past = '2026-03-01T23:59:59.999Z';

  it.each(['open', 'in_progress'] as const)('is true for %s items', state => {
    expect(isOverdue({ state, dueAt: past }, now)).toBe(true);
  });

  it.each(['proposed', 'done', 'verified', 'dropped'] as const)(
    'is false for %s items',
    state => {
      expect(isOverdue({ state, dueAt: past }, now)).toBe(false);
    },
  );

  it('is false without a due date, and until the date has passed', () => {
    expect(isOverdue({ state: 'open' }, now)).toBe(false);
    expect(
      isOverdue({ state: 'open', dueAt: '2026-03-02T00:00:00.000Z' }, now),
    ).toBe(false);
  });
});
