import { AuthenticationError, InputError } from '@backstage/errors';
import { JsonApi } from '@postmortems/backstage-plugin-postmortems-node';
import type { z } from 'zod';
import type { ZoomConfig } from '../config/config';
import type { AccessToken } from './AccessToken';
import { downloadTranscript } from './downloadTranscript';
import {
  recordingSchema,
  recordingsPageSchema,
  sharingSchema,
  type ZoomRecording,
} from './responses';

/** The most that Zoom gives. */
const PAGE = 300;
/** Of one list; a server that always has another page ends somewhere. */
const MAX_PAGES = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Zoom answers for a month at most. */
const MAX_DAYS = 28;

/** The calls that transcripts need, each with a token that is renewed once. */
export class ZoomApi {
  readonly #block: ZoomConfig;
  readonly #token: AccessToken;
  readonly #signal: AbortSignal;

  constructor(options: {
    block: ZoomConfig;
    token: AccessToken;
    signal: AbortSignal;
  }) {
    this.#block = options.block;
    this.#token = options.token;
    this.#signal = options.signal;
  }

  /**
   * Recordings of meetings that began between two days, of one user or of the whole
   * account.
   */
  async listRecordings(
    user: string | undefined,
    window: { from: Date; to: Date },
  ): Promise<ZoomRecording[]> {
    const path = user
      ? `/users/${encodeURIComponent(user)}/recordings`
      : '/accounts/me/recordings';
    const found = new Map<string, ZoomRecording>();
    const end = window.to.getTime();
    for (
      let start = window.from.getTime();
      start <= end;
      start += MAX_DAYS * DAY_MS
    ) {
      const until = Math.min(end, start + (MAX_DAYS - 1) * DAY_MS);
      const pages = this.#pages(path, {
        from: dayOf(start),
        to: dayOf(until),
      });
      for await (const meetings of pages) {
        for (const one of meetings) found.set(one.uuid, one);
      }
    }
    return [...found.values()];
  }

  /** @throws `NotFoundError` when it was deleted */
  getRecording(uuid: string): Promise<ZoomRecording> {
    return this.#get(recordingSchema, `/meetings/${inPath(uuid)}/recordings`);
  }

  /** Who may see a recording. */
  getSharing(uuid: string) {
    return this.#get(
      sharingSchema,
      `/meetings/${inPath(uuid)}/recordings/settings`,
    );
  }

  /** @throws `NotFoundError` when it was deleted */
  download(url: string): Promise<string> {
    return this.#withToken(token =>
      downloadTranscript({
        url,
        token,
        block: this.#block,
        signal: this.#signal,
      }),
    );
  }

  /** Whether recordings may be listed; throws why not. */
  async check(now: Date): Promise<void> {
    const [user] = this.#block.users ?? [];
    await this.listRecordings(user, { from: now, to: now });
  }

  async *#pages(
    path: string,
    query: { from: string; to: string },
  ): AsyncIterable<ZoomRecording[]> {
    let next = '';
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const params = new URLSearchParams({
        ...query,
        page_size: String(PAGE),
        ...(next && { next_page_token: next }),
      });
      const answer = await this.#get(recordingsPageSchema, `${path}?${params}`);
      yield answer.meetings;
      next = answer.next_page_token ?? '';
      if (!next) return;
    }
    throw new InputError(
      `Zoom lists more than ${
        MAX_PAGES * PAGE
      } recordings of these days: set users at ${this.#block.path}`,
    );
  }

  #get<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    const { baseUrl, timeoutSeconds } = this.#block;
    return this.#withToken(token =>
      new JsonApi({
        name: 'Zoom',
        server: { baseUrl, auth: { token }, timeoutSeconds },
      }).call(schema, path, { signal: this.#signal }),
    );
  }

  /** Another replica's token may have ended this one before its time. */
  async #withToken<T>(run: (token: string) => Promise<T>): Promise<T> {
    const token = await this.#token.get(this.#signal);
    try {
      return await run(token);
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      this.#token.forget(token);
      return run(await this.#token.get(this.#signal));
    }
  }
}

/** Zoom reads such a UUID only when it is encoded twice. */
function inPath(uuid: string): string {
  const once = encodeURIComponent(uuid);
  return uuid.startsWith('/') || uuid.includes('//')
    ? encodeURIComponent(once)
    : once;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
