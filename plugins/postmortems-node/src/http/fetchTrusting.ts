import { request as requestHttps } from 'node:https';

/**
 * As `fetch`, of a server whose certificate is of an authority of its own. `fetch` takes
 * one by a dispatcher only, and the package that has those replaces the dispatcher of
 * the whole process when it is loaded. It follows no redirect.
 *
 * @param ca - PEM of the authority
 */
export function fetchTrusting(
  ca: string,
  url: string,
  request: {
    method?: string;
    headers?: Record<string, string>;
    body?: string | URLSearchParams;
    signal: AbortSignal;
  },
): Promise<{
  status: number;
  headers: Headers;
  body: AsyncIterable<Uint8Array>;
}> {
  const { method, headers, body, signal } = request;
  const form = body instanceof URLSearchParams && {
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
  };
  return new Promise((resolve, reject) => {
    const sent = requestHttps(
      url,
      { method, headers: { ...form, ...headers }, signal, ca },
      response =>
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(
            Object.entries(response.headers).map(
              ([name, value]): [string, string] => [name, String(value)],
            ),
          ),
          body: response,
        }),
    );
    sent.on('error', reject);
    sent.end(body?.toString());
  });
}
