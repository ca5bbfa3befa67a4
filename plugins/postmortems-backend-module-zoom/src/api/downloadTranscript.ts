import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ZoomConfig } from '../config/config';

/** Where Zoom keeps files, for its customers and for authorities. */
const HOSTS = /(?:^|\.)(?:zoom\.us|zoomgov\.com)$/;
/** Bytes; readers of transcripts take no more. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 500;
/** A longer limit is left to the next collection. */
const MAX_WAIT_MS = 20_000;

/**
 * The file at a `download_url`. Only Zoom's own hosts and the configured one are asked,
 * also behind a redirect, and only the first of them is told the token: Zoom redirects
 * to an address that is signed.
 *
 * @throws an error of `@backstage/errors` that says what went wrong
 */
export async function downloadTranscript(options: {
  url: string;
  token: string;
  block: ZoomConfig;
  signal: AbortSignal;
}): Promise<Buffer> {
  const { signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await follow(options);
    if (Buffer.isBuffer(answer)) return answer;
    const { message, waitMs } = answer;
    if (attempt >= MAX_ATTEMPTS || waitMs > MAX_WAIT_MS) {
      throw new ServiceUnavailableError(message);
    }
    await sleep(waitMs, undefined, { signal });
  }
}

type Passing = { message: string; waitMs: number };

async function follow(options: {
  url: string;
  token: string;
  block: ZoomConfig;
  signal: AbortSignal;
}): Promise<Buffer | Passing> {
  const { token, block, signal } = options;
  let url = checked(options.url, block);
  const { origin } = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const where = `Zoom at ${url.origin}`;
    let response: Response;
    let file: Buffer;
    try {
      response = await fetch(url, {
        headers: {
          accept: 'text/vtt, text/plain, */*',
          ...(url.origin === origin && { authorization: `Bearer ${token}` }),
        },
        redirect: 'manual',
        signal: AbortSignal.any([
          signal,
          AbortSignal.timeout(block.timeoutSeconds * 1000),
        ]),
      });
      file = await readBounded(response, where);
    } catch (error) {
      if (error instanceof InputError || signal.aborted) throw error;
      return passing(`${where} gave no transcript in time`);
    }
    const { status } = response;
    const location = response.headers.get('location');
    if (status >= 300 && status < 400 && location) {
      url = checked(location, block, url);
      continue;
    }
    if (status === 200) return checkedFile(file, response, where);
    const message = `${where} answered ${status} in place of a transcript`;
    if (status === 429) return passing(message, retryAfter(response));
    if (status >= 500) return passing(message, retryAfter(response));
    if (status === 401 || status === 403)
      throw new AuthenticationError(message);
    if (status === 404 || status === 410) throw new NotFoundError(message);
    throw new InputError(message);
  }
  throw new InputError('Zoom redirects in a circle in place of a transcript');
}

function passing(message: string, waitMs = RETRY_DELAY_MS): Passing {
  return { message, waitMs };
}

function checked(location: string, block: ZoomConfig, base?: URL): URL {
  if (!URL.canParse(location, base)) {
    throw new InputError('Zoom names an address of a file that is none');
  }
  const url = new URL(location, base);
  const isZoom = url.protocol === 'https:' && HOSTS.test(url.hostname);
  if (!isZoom && url.origin !== new URL(block.baseUrl).origin) {
    throw new InputError(
      `A transcript is said to be at ${url.host}, which is not called: only hosts of zoom.us and that of ${block.path}.baseUrl are`,
    );
  }
  return url;
}

/** Who is not let in gets a page to sign in, with status 200. */
function checkedFile(file: Buffer, response: Response, where: string): Buffer {
  if (/html/i.test(response.headers.get('content-type') ?? '')) {
    throw new AuthenticationError(
      `${where} answered with a web page in place of a transcript`,
    );
  }
  return file;
}

/** In seconds, or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const after = headers.get('retry-after');
  if (!after) return undefined;
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000;
  const until = Date.parse(after);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

async function readBounded(response: Response, where: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) {
      throw new InputError(
        `${where} gave a file of more than ${MAX_BYTES} bytes, which is no transcript`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
