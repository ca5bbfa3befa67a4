import { ResponseError } from '@backstage/errors';

/** The answer to a request that failed, as the client throws it. */
export function failure(
  status: number,
  error: { name: string; message: string } & Record<string, unknown>,
): Promise<ResponseError> {
  return ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: status } }), {
      status,
      headers: { 'content-type': 'application/json' },
    }) as Parameters<typeof ResponseError.fromResponse>[0],
  );
}

export const forbidden = () =>
  failure(403, { name: 'NotAllowedError', message: 'No' });

export const overtaken = () =>
  failure(409, { name: 'ConflictError', message: 'It has changed' });
