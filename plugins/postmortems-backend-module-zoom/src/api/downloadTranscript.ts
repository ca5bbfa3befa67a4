import { AuthenticationError, InputError } from '@backstage/errors';
import {
  HttpCalls,
  httpFailure,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ZoomConfig } from '../config/config';

/** Where Zoom keeps files, for its customers and for authorities. */
const HOSTS = /(?:^|\.)(?:zoom\.us|zoomgov\.com)$/;
const MAX_REDIRECTS = 5;

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
}): Promise<string> {
  const { token, block, signal } = options;
  let url = checked(options.url, block);
  const { origin } = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    // The path of a file is a secret of its own
    const where = `Zoom at ${url.origin}`;
    const http = new HttpCalls({ ...block, where });
    const answer = await http.send(url.href, {
      headers: {
        accept: 'text/vtt, text/plain, */*',
        ...(url.origin === origin && { authorization: `Bearer ${token}` }),
      },
      signal,
    });
    const { status, headers, text } = answer;
    const location = headers.get('location');
    if (status >= 300 && status < 400 && location) {
      url = checked(location, block, url);
      continue;
    }
    if (status < 200 || status > 299) throw httpFailure(answer, { where });
    // Who is not let in gets a page to sign in, with status 200
    if (/html/i.test(headers.get('content-type') ?? '')) {
      throw new AuthenticationError(
        `${where} answered with a web page in place of a transcript`,
      );
    }
    return text;
  }
  throw new InputError('Zoom redirects in a circle in place of a transcript');
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
