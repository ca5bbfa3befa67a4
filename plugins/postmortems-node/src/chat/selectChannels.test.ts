import { isConfigured, selectChannels } from './selectChannels';

describe('isConfigured', () => {
  it.each([
    ['Incident-7', 'incident-*', true],
    ['my incident-7', 'incident-*', false],
    ['anything', '*', true],
    ['a.b', 'a?b', false],
    // Topics of meetings may have several lines
    ['Incident\nof today', 'incident*', true],
  ])('compares the name %j with %s: %s', (name, pattern, is) => {
    expect(isConfigured({ id: 'C1', name }, [pattern])).toBe(is);
  });

  it('knows a channel by its id, with or without a name', () => {
    expect(isConfigured({ id: 'C1' }, ['C1'])).toBe(true);
    expect(isConfigured({ id: 'C1' }, ['c1'])).toBe(false);
  });
});

it('does not try every way to divide a long name', () => {
  const channels = [{ id: 'C1', name: 'a'.repeat(5000) }];
  const { selected } = selectChannels({
    channels,
    patterns: [`${'*a'.repeat(20)}*b`],
    incidentKey: 'INC-42',
    isOpen: () => true,
  });
  expect(selected).toEqual([]);
});
