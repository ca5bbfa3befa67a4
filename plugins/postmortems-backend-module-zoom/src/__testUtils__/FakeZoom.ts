import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A cue of a transcript: seconds from the start, who speaks, and what. */
export type Cue = [at: number, speaker: string, text: string];

export type FakeRecording = {
  uuid: string;
  topic: string;
  start_time: string;
  /** Minutes. */
  duration: number;
  host?: string;
  /** One for each part until a stop; the first is from `start_time` on. */
  transcripts: {
    startedAt?: string;
    endedAt?: string;
    vtt?: string;
    cues?: Cue[];
    url?: string;
  }[];
  settings?: Record<string, unknown>;
  extra?: Record<string, unknown>;
};

type Answer = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
};

export const APP = {
  accountId: 'Acc0unt',
  clientId: 'Cl1ent',
  clientSecret: 's3cret',
};

/**
 * Stands in for Zoom: checks each request and keeps recordings, by the descriptions of
 * https://developers.zoom.us/docs/api/meetings/ and of
 * https://developers.zoom.us/docs/internal-apps/s2s-oauth/.
 */
export class FakeZoom {
  readonly recordings = new Map<string, FakeRecording>();
  readonly calls: string[] = [];
  /** Of one page, below what is asked for. */
  pageSize = 300;
  tokenSeconds = 3600;
  /** Paths that the app has no scope for. */
  notGranted: RegExp | undefined;
  readonly #tokens = new Set<string>();
  readonly #next: { path: RegExp; answer: Answer }[] = [];
  #made = 0;
  readonly #server: Server;

  static async start(): Promise<FakeZoom> {
    const zoom = new FakeZoom();
    await new Promise<void>(resolve => {
      zoom.#server.listen(0, '127.0.0.1', resolve);
    });
    return zoom;
  }

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const { status, body, headers } = await this.#answer(request);
      const isText = typeof body === 'string';
      response.writeHead(status, {
        'content-type': isText ? 'text/vtt' : 'application/json',
        ...headers,
      });
      response.end(isText ? body : JSON.stringify(body ?? {}));
    });
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(resolve => {
      this.#server.close(() => resolve());
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** For a block of the configuration. */
  get app() {
    return {
      ...APP,
      baseUrl: `${this.origin}/v2`,
      tokenUrl: `${this.origin}/oauth/token`,
    };
  }

  add(recording: FakeRecording): void {
    this.recordings.set(recording.uuid, recording);
  }

  /** Answers the next call of a path in another way. */
  answerNext(path: RegExp, answer: Answer, times = 1): void {
    for (let n = 0; n < times; n += 1) this.#next.push({ path, answer });
  }

  endTokens(): void {
    this.#tokens.clear();
  }

  callsOf(path: RegExp): string[] {
    return this.calls.filter(call => path.test(call));
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url!, this.origin);
    this.calls.push(`${request.method} ${url.pathname}${url.search}`);
    const planned = this.#next.findIndex(({ path }) => path.test(url.pathname));
    if (planned >= 0) return this.#next.splice(planned, 1)[0].answer;
    if (url.pathname === '/oauth/token') return this.#makeToken(request);
    if (url.pathname.startsWith('/signed/')) return this.#file(url);
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || !this.#tokens.has(token)) {
      return refusal(401, 124, 'Access token is expired.');
    }
    if (request.method !== 'GET') return refusal(405, 405, 'Not supported');
    if (this.notGranted?.test(url.pathname)) {
      const message =
        'Invalid access token, does not contain scopes:[cloud_recording:read].';
      return refusal(400, 4711, message);
    }
    return this.#get(url);
  }

  async #makeToken(request: IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const pair = Buffer.from(`${APP.clientId}:${APP.clientSecret}`);
    const isRight =
      request.method === 'POST' &&
      request.headers.authorization === `Basic ${pair.toString('base64')}` &&
      form.get('grant_type') === 'account_credentials' &&
      form.get('account_id') === APP.accountId;
    if (!isRight) {
      const reason = 'Invalid client_id or client_secret';
      return { status: 400, body: { reason, error: 'invalid_client' } };
    }
    this.#made += 1;
    const token = `token-${this.#made}`;
    this.#tokens.add(token);
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: 'bearer',
        expires_in: this.tokenSeconds,
        scope: 'cloud_recording:read:list_account_recordings:admin',
      },
    };
  }

  #get({ pathname, searchParams }: URL): Answer {
    const [, , kind, id, ...rest] = pathname.split('/');
    const what = rest.join('/');
    if (kind === 'rec') {
      const signed = `/signed/${id}/${what}?Signature=abc`;
      return { status: 302, headers: { location: signed } };
    }
    if (what === 'recordings' && (kind === 'accounts' || kind === 'users')) {
      return this.#list(
        kind === 'users' ? decodeURIComponent(id) : undefined,
        searchParams,
      );
    }
    const recording = this.recordings.get(uuidIn(id));
    if (!recording) {
      return refusal(404, 3301, 'This recording does not exist.');
    }
    switch (`${kind}/${what}`) {
      case 'meetings/recordings':
        return { status: 200, body: this.#describe(recording) };
      case 'meetings/recordings/settings':
        return {
          status: 200,
          body: {
            share_recording: 'internally',
            recording_authentication: true,
            viewer_download: false,
            on_demand: false,
            password: '',
            topic: recording.topic,
            ...recording.settings,
          },
        };
      default:
        return refusal(404, 404, 'No such path');
    }
  }

  #list(user: string | undefined, query: URLSearchParams): Answer {
    const [from, to] = ['from', 'to'].map(name => query.get(name) ?? '');
    if (![from, to].every(day => /^\d{4}-\d\d-\d\d$/.test(day))) {
      return refusal(400, 300, 'from and to must be yyyy-mm-dd');
    }
    if (Date.parse(to) - Date.parse(from) > 30 * 86_400_000) {
      return refusal(400, 300, 'The next available date range is a month');
    }
    if (user?.startsWith('nobody')) {
      return refusal(404, 1001, `User does not exist: ${user}.`);
    }
    const found = [...this.recordings.values()].filter(
      ({ start_time: start, host }) =>
        start.slice(0, 10) >= from &&
        start.slice(0, 10) <= to &&
        (user === undefined || user === host),
    );
    return this.#page(
      'meetings',
      found.map(one => this.#describe(one)),
      query,
    );
  }

  #page(name: string, all: unknown[], query: URLSearchParams): Answer {
    const asked = Number(query.get('page_size') ?? 30);
    if (asked > 300) return refusal(400, 300, 'page_size is too large');
    const start = Number(query.get('next_page_token')?.slice(5) ?? 0);
    const end = start + Math.min(asked, this.pageSize);
    return {
      status: 200,
      body: {
        page_size: asked,
        total_records: all.length,
        next_page_token: end < all.length ? `next-${end}` : '',
        [name]: all.slice(start, end),
      },
    };
  }

  #describe(recording: FakeRecording) {
    const { uuid, topic, start_time, duration, host, transcripts } = recording;
    const id = encodeURIComponent(Buffer.from(uuid).toString('hex'));
    return {
      uuid,
      id: 85746065123,
      account_id: APP.accountId,
      host_id: 'z8yCxTTTTSiw02QgCAp8uQ',
      host_email: host ?? 'host@example.com',
      topic,
      type: 2,
      start_time,
      duration,
      share_url: `https://example.zoom.us/rec/share/${id}`,
      recording_files: [
        {
          id: '35497738-9fef-4f8a-97db-0ec34caef065',
          meeting_id: uuid,
          recording_start: start_time,
          file_type: 'MP4',
          download_url: `${this.origin}/v2/rec/${id}/video`,
          status: 'completed',
        },
        ...transcripts.map(({ startedAt, endedAt, url }, place) => ({
          id: `transcript-${place}`,
          meeting_id: uuid,
          recording_start: startedAt ?? start_time,
          recording_end: endedAt,
          file_type: 'TRANSCRIPT',
          file_extension: 'VTT',
          recording_type: 'audio_transcript',
          play_url: `https://example.zoom.us/rec/play/${id}`,
          download_url: url ?? `${this.origin}/v2/rec/${id}/${place}`,
          status: 'completed',
        })),
      ],
      ...recording.extra,
    };
  }

  #file({ pathname }: URL): Answer {
    const [, , id, place] = pathname.split('/');
    const uuid = Buffer.from(id, 'hex').toString('utf8');
    const transcript = this.recordings.get(uuid)?.transcripts[Number(place)];
    if (!transcript) return { status: 404, body: 'gone' };
    return { status: 200, body: transcript.vtt ?? vttOf(transcript.cues!) };
  }
}

function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { code, message } };
}

/** As Zoom reads it: with slashes it has to be encoded twice. */
function uuidIn(segment: string): string {
  const once = decodeURIComponent(segment);
  if (once.startsWith('/') || once.includes('//')) return 'not found';
  return once.includes('%') ? decodeURIComponent(once) : once;
}

function vttOf(cues: readonly Cue[]): string {
  const blocks = cues.map(
    ([at, speaker, text], place) =>
      `${place + 1}\r\n${clock(at)} --> ${clock(
        at + 2,
      )}\r\n${speaker}: ${text}\r\n`,
  );
  return `WEBVTT\r\n\r\n${blocks.join('\r\n')}`;
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 23);
}
