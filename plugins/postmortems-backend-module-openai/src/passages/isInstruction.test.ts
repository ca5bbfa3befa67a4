import { injections } from '../__testUtils__/injections';
import { isInstruction } from './isInstruction';

describe('text that speaks to a model', () => {
  it('is mostly recognised; the verifier stands behind it', () => {
    const missed = injections.filter(({ text }) => !isInstruction(text));
    expect(missed.map(({ text }) => text)).toEqual([]);
  });

  it.each([
    'order 1000 rejected: field currency is missing',
    'level=error msg="connection refused" host=10.0.3.17',
    'Rolling checkout back to 2.4.0 now.',
    'The pool has 50 connections, all of them in use.',
    'I added two replicas; latency is falling.',
    'OOMKilled: container exceeded its limit of 512Mi',
    '{"status": 500, "path": "/orders", "id": "a1"}',
    'system load is 14.2, disk /dev/sda1 is full',
    'User checkout-svc was denied access to the table orders',
  ])('is not: %s', text => {
    expect(isInstruction(text)).toBe(false);
  });
});
