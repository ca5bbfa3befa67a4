import { unitOf } from './unitOf';

describe('unitOf', () => {
  it.each([
    [[{ name: 'second', plural: 'seconds' }, null], 'seconds'],
    [[{ name: 'percent', plural: 'percent' }, null], 'percent'],
    [[{ name: 'fraction' }, null], 'ratio'],
    [[{ name: 'hit', plural: 'hits' }, { name: 'second' }], 'per_second'],
    [[{ name: 'hit', plural: 'hits' }, null], 'count'],
    [
      [{ name: 'byte', plural: 'bytes' }, { name: 'second' }],
      'bytes per second',
    ],
    [[{ name: 'nanocore', plural: 'nanocores' }], 'nanocores'],
    [[null, null], undefined],
    [undefined, undefined],
  ])('reads %j as %s', (unit, name) => {
    expect(unitOf(unit)).toBe(name);
  });

  it('reads no unit from the null of a formula', () => {
    expect(unitOf(null as never)).toBeUndefined();
  });
});
