import { failureIn, stepFailure, toolFailure } from './toolFailure';

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
    [{ error: 'failed with return code 1', stderr: 'error: no metrics API' }],
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

  it.each([
    ['Tool failed'],
    ['Tool call failed; not decided by it'],
    ['The request timed out'],
  ])('failed, by the investigator who says “%s”', explanation => {
    const validation = { passed: false, rule: 'cpu > 90', explanation };

    expect(stepFailure({ output: { now: null }, validation })).toBe(
      explanation,
    );
  });

  it('answered with differences, when the step passed with code 1', () => {
    const output = { returnCode: 1, stdout: '- a\n+ b' };
    const validation = { rule: 'a diff', explanation: 'They differ' };

    expect(
      stepFailure({ output, validation: { ...validation, passed: true } }),
    ).toBeUndefined();
    expect(
      stepFailure({ output, validation: { ...validation, passed: false } }),
    ).toEqual(expect.any(String));
  });

  it('answered that it found nothing, when the investigator says so of code 1', () => {
    const output = { returnCode: 1, stdout: '' };
    const validation = { passed: false, rule: 'found' };

    expect(
      ['Not found', 'Could not be read'].map(explanation =>
        stepFailure({ output, validation: { ...validation, explanation } }),
      ),
    ).toEqual([undefined, expect.any(String)]);
  });

  it('says by its stream of errors why it failed', () => {
    expect(
      failureIn({ error: 'return code 1', stderr: 'no metrics API' }),
    ).toEqual({ pointer: '/stderr', text: 'no metrics API' });
  });
});
