import {
  AuthenticationError,
  InputError,
  NotAllowedError,
} from '@backstage/errors';
import {
  type CallTranscript,
  readCallTranscript,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ZoomRecording } from '../api/responses';
import type { ZoomApi } from '../api/ZoomApi';
import type { ZoomConfig } from '../config/config';
import { callOf, titleOf, transcriptsOf } from './Recording';

/** Reads all that is said in a recording, whoever asks for it. */
export class RecordingReader {
  readonly #block: ZoomConfig;
  readonly #api: ZoomApi;
  readonly #signal: AbortSignal;

  constructor(options: {
    block: ZoomConfig;
    api: ZoomApi;
    signal: AbortSignal;
  }) {
    this.#block = options.block;
    this.#api = options.api;
    this.#signal = options.signal;
  }

  /** @throws `NotFoundError` when it was deleted */
  async read(
    recording: ZoomRecording,
    services: readonly string[],
  ): Promise<CallTranscript> {
    const all: CallTranscript = { nodes: [], skipped: [] };
    for (const file of transcriptsOf(recording)) {
      const startedAt = file.recording_start ?? recording.start_time;
      if (!startedAt) {
        throw new InputError('Zoom does not say when it began');
      }
      const transcript = await readCallTranscript({
        file: Buffer.from(await this.#api.download(file.download_url)),
        format: 'webvtt',
        startedAt,
        endedAt: file.recording_end,
        provider: 'zoom',
        services,
        call: callOf(recording, { block: this.#block, file, startedAt }),
        signal: this.#signal,
      });
      all.nodes.push(...transcript.nodes);
      all.skipped.push(...transcript.skipped);
    }
    return all;
  }

  /**
   * Why an incident with the transcript is private; `undefined` when all people of the
   * account may see the recording without a passcode. What Zoom does not tell counts as
   * closed.
   */
  async restrictionOf(recording: ZoomRecording): Promise<string | undefined> {
    const { share_recording: shared, ...sharing } = await this.#sharingOf(
      recording,
    );
    const isOpen =
      (shared === 'publicly' || shared === 'internally') &&
      !sharing.password &&
      !sharing.on_demand;
    return isOpen
      ? undefined
      : `It has the transcript of the Zoom recording ${titleOf(
          recording,
        )}, which not everybody may see.`;
  }

  async #sharingOf(
    recording: ZoomRecording,
  ): Promise<Partial<Awaited<ReturnType<ZoomApi['getSharing']>>>> {
    try {
      return await this.#api.getSharing(recording.uuid);
    } catch (error) {
      if (isNotGranted(error)) return {};
      throw error;
    }
  }
}

/** Zoom answers 400 where a scope is missing, and 401 or 403 where a role is. */
function isNotGranted(error: unknown): boolean {
  return (
    error instanceof InputError ||
    error instanceof AuthenticationError ||
    error instanceof NotAllowedError
  );
}
