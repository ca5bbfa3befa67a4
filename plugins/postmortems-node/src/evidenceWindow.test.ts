import { evidenceWindow, isInEvidenceWindow } from './evidenceWindow';

const incident = {
  startedAt: '2026-03-02T14:00:00.000Z',
  resolvedAt: '2026-03-02T15:00:00.000Z',
};

describe('evidenceWindow', () => {
  it('reaches from two hours before the start to an hour after the end, both inclusive', () => {
    expect(evidenceWindow(incident)).toEqual({
      from: new Date('2026-03-02T12:00:00.000Z'),
      changesFrom: new Date('2026-03-01T14:00:00.000Z'),
      to: new Date('2026-03-02T16:00:00.000Z'),
    });
    const within = [
      '2026-03-02T11:59:59.999Z',
      '2026-03-02T12:00:00.000Z',
      '2026-03-02T16:00:00.000Z',
      '2026-03-02T16:00:00.001Z',
    ].map(at => isInEvidenceWindow(new Date(at), incident));
    expect(within).toEqual([false, true, true, false]);
  });

  it('reaches a day back for changes', () => {
    const morning = new Date('2026-03-02T08:00:00.000Z');
    expect(isInEvidenceWindow(morning, incident)).toBe(false);
    expect(isInEvidenceWindow(morning, incident, { isChange: true })).toBe(
      true,
    );
  });

  it('of an incident that goes on has room for clocks that are ahead', () => {
    const open = { startedAt: incident.startedAt };
    const inMinutes = (minutes: number) =>
      new Date(Date.now() + minutes * 60_000);
    expect(isInEvidenceWindow(inMinutes(5), open)).toBe(true);
    expect(isInEvidenceWindow(inMinutes(120), open)).toBe(false);
  });
});
