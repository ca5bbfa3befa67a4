import { toolFailure } from './toolFailure';

describe('a tool call of an investigation', () => {
  it.each([
    [null],
    [''],
    ['Error: context deadline exceeded'],
    ['timed out after 30 s'],
    ['403 Forbidden'],
    [{ exit_code: 1, stdout: 'x' }],
    [{ status: 'timeout' }],
    [{ statusCode: 503 }],
    [{ error: 'no such host', result: [] }],
    [{ timedOut: true }],
  ])('failed with %j', output => {
    expect(toolFailure(output)).toEqual(expect.any(String));
  });

  it.each([
    [[]],
    [{ lines: [] }],
    [{ exit_code: 0, stdout: '' }],
    [{ status: 'ok', value: 500 }],
    [{ error: 'pool exhausted', lines: ['pool exhausted'] }],
    ['12 errors in the log'],
    [{ code: 137, reason: 'OOMKilled' }],
  ])('answered with %j', output => {
    expect(toolFailure(output)).toBeUndefined();
  });
});
