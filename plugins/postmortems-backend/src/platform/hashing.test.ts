import { canonicalHash, canonicalHashInSteps } from './hashing';
import { atOnce } from './Turns';

it.each([
  {},
  { b: 1, a: [{ z: 1, y: '\u20ac' }], '\u{1F600}': null, '\uFB33': {} },
  {
    changes: { b: { 10: { from: 'x', to: 'y' }, 9: {} }, a: [] },
    gone: undefined,
  },
  { one: { two: { three: { four: { b: 1, a: '"\n' } } } } },
])('hashes %j in steps as at once', value => {
  expect(atOnce(canonicalHashInSteps(value))).toBe(canonicalHash(value));
});
