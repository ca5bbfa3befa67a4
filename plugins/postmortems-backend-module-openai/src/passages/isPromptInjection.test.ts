import { injections } from '../__testUtils__/injections';
import { isPromptInjection } from './isPromptInjection';

describe('isPromptInjection', () => {
  it('recognises every collected injection', () => {
    const missed = injections.filter(({ text }) => !isPromptInjection(text));
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
  ])('accepts ordinary evidence: %s', text => {
    expect(isPromptInjection(text)).toBe(false);
  });
});
