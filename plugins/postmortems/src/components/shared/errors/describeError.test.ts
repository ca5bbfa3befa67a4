import { ResponseError } from '@backstage/errors';
import { rulesBroken } from '../../../__testUtils__/examples';
import { describeError } from './describeError';

function failed(body: string, contentType = 'application/json') {
  return ResponseError.fromResponse(
    new Response(body, {
      status: 422,
      statusText: 'Unprocessable Entity',
      headers: { 'content-type': contentType },
    }) as Parameters<typeof ResponseError.fromResponse>[0],
  );
}

describe('describeError', () => {
  it('lists every violated rule', async () => {
    const violations = [
      { rule: 'trace.cyclic', message: 'Step b comes back to step a' },
      { rule: 'trace.cyclic', message: 'Step d comes back to c', path: '/d' },
    ];
    expect(describeError(await rulesBroken(violations)).violations).toEqual(
      violations,
    );
  });

  it('returns the message of the server without rules', async () => {
    const error = await failed(
      JSON.stringify({
        error: { name: 'ConflictError', message: 'INC-7 is another incident' },
        response: { statusCode: 409 },
      }),
    );
    expect(describeError(error)).toEqual({
      message: 'INC-7 is another incident',
      violations: [],
      fields: [],
    });
  });

  it.each([
    ['rules of another shape', '[{"rule": 1}]'],
    ['rules that are no list', '"all of them"'],
    ['no rules', 'null'],
  ])('accepts %s', async (_, violations) => {
    const error = await failed(
      `{"error": {"name": "Error", "message": "Refused", "violations": ${violations}}, "response": {"statusCode": 422}}`,
    );
    expect(describeError(error)).toEqual({
      message: 'Refused',
      violations: [],
      fields: [],
    });
  });

  it('reads invalid fields and ignores malformed ones', async () => {
    const fields = [{ path: '/title', message: 'is too plain' }];
    const error = await failed(
      JSON.stringify({
        error: {
          name: 'InputError',
          message: 'Refused',
          fields: [...fields, null, { path: 1 }],
        },
        response: { statusCode: 400 },
      }),
    );
    expect(describeError(error).fields).toEqual(fields);
  });

  it('accepts the response of a proxy', async () => {
    const error = await failed('<h1>Bad gateway</h1>', 'text/html');
    expect(describeError(error).violations).toEqual([]);
    expect(describeError(error).message).toMatch(/422/);
  });

  it('returns the message of other errors', () => {
    expect(describeError(new TypeError('Failed to fetch')).message).toBe(
      'Failed to fetch',
    );
    expect(describeError('away').message).toBe('away');
  });
});
