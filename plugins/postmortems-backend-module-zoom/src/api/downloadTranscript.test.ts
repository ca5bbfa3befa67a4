import type { ZoomConfig } from '../config/config';
import { downloadTranscript } from './downloadTranscript';

const block = {
  path: 'chatSources[0]',
  baseUrl: 'https://api.zoom.us/v2',
  timeoutSeconds: 5,
} as ZoomConfig;

const asked: [string, string | null][] = [];
let answers: Record<string, () => Response> = {};

beforeEach(() => {
  asked.length = 0;
  jest.spyOn(global, 'fetch').mockImplementation(async (url, init) => {
    const headers = new Headers(init?.headers);
    asked.push([String(url), headers.get('authorization')]);
    return answers[String(url)]();
  });
});
afterEach(() => jest.restoreAllMocks());

const download = (url: string) =>
  downloadTranscript({
    url,
    token: 't0ken',
    block,
    signal: new AbortController().signal,
  });
const redirect = (location: string) => () =>
  new Response(null, { status: 302, headers: { location } });

describe('downloadTranscript', () => {
  it('tells the token to the first host alone', async () => {
    answers = {
      'https://us02web.zoom.us/rec/download/a': redirect('/rec/b'),
      'https://us02web.zoom.us/rec/b': redirect(
        'https://ssrweb.zoom.us/file?Signature=x',
      ),
      'https://ssrweb.zoom.us/file?Signature=x': () => new Response('WEBVTT'),
    };
    const file = await download('https://us02web.zoom.us/rec/download/a');
    expect(file).toBe('WEBVTT');
    expect(asked.map(([, token]) => token)).toEqual([
      'Bearer t0ken',
      'Bearer t0ken',
      null,
    ]);
  });

  it.each([
    'http://us02web.zoom.us/rec/a',
    'https://zoom.us.evil.example/rec/a',
    'https://evilzoom.us/rec/a',
    'https://zoom.us@evil.example/rec/a',
    'file:///etc/passwd',
  ])('does not call %s, nor is sent there', async evil => {
    await expect(download(evil)).rejects.toThrow('not called');
    answers = { 'https://zoom.us/rec/a': redirect(evil) };
    await expect(download('https://zoom.us/rec/a')).rejects.toThrow(
      'not called',
    );
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['no address', 'nonsense://', () => new Response(''), 'not called'],
    [
      'a circle',
      'https://zoom.us/a',
      redirect('https://zoom.us/a'),
      'in a circle',
    ],
    [
      'a page to sign in',
      'https://zoom.us/a',
      () =>
        new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'web page',
    ],
  ])('refuses %s', async (_, url, answer, message) => {
    answers = { [url]: answer };
    await expect(download(url)).rejects.toThrow(message);
  });
});
