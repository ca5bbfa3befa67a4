import { DEFAULT_SEVERITIES, mapSeverity } from './severity';

describe('mapSeverity', () => {
  it.each([
    ['critical', 'sev1'],
    [' CRITICAL ', 'sev1'],
    ['Sev-1', 'sev1'],
    ['SEV_2', 'sev2'],
    ['sev 3', 'sev3'],
    ['P1', 'sev1'],
    ['p5', 'sev5'],
    ['ｐ４', 'sev4'],
    ['1', 'sev1'],
    ['0', 'sev1'],
    ['page', 'sev2'],
    ['Error', 'sev2'],
    ['Warning', 'sev3'],
    ['INFO', 'sev5'],
    ['none', 'none'],
  ])('reads %j as %s', (word, severity) => {
    expect(mapSeverity(word)).toBe(severity);
  });

  it.each(['', 'business-hours', '6', '__proto__', 'constructor'])(
    'does not guess %j',
    word => {
      expect(mapSeverity(word)).toBeUndefined();
    },
  );

  it('prefers the later of two spellings in a table', () => {
    const table = {
      ...DEFAULT_SEVERITIES,
      'P-1': 'sev3',
      Gold: 'sev2',
    } as const;
    expect(mapSeverity('p1', table)).toBe('sev3');
    expect(mapSeverity('GOLD', table)).toBe('sev2');
  });
});
