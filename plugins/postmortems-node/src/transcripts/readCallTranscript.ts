import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { CatalogUsers } from '../catalog/CatalogUsers';
import { serviceNamedOf } from '../chat/aboutIncident';
import { readJsonTranscript, type Transcript } from './json/readJsonTranscript';
import { readText } from './readText';
import { type RecordedCall, utteranceEvidence } from './utteranceEvidence';
import { joinUtterances } from './utterances';
import { readWebVtt } from './webvtt/readWebVtt';
import { recordingStart } from './webvtt/recordingStart';

/** Addresses of one file that are looked up in the catalog. */
const MAX_ADDRESSES = 200;
/** Of one file; an hour of talk has some hundred. */
const MAX_UTTERANCES = 50_000;
/** Milliseconds of silence at the end of a recording that are nothing strange. */
const MAX_SILENCE_MS = 60_000;

/** What {@link readCallTranscript} found in a file. @public */
export interface CallTranscript {
  /** In the order of their times, whatever the window of an incident is. */
  nodes: (SubmitEvidenceNode & { id: string })[];
  /** What could not be read, by why. */
  skipped: { reason: string; count: number }[];
}

/**
 * What of a transcript could not be read, in words for reviewers; `undefined` when that
 * is nothing.
 *
 * @param name - of the call, e.g. `the recording “Bridge”`
 * @public
 */
export function skippedOf(
  skipped: CallTranscript['skipped'],
  name: string,
): string | undefined {
  if (skipped.length === 0) return undefined;
  const reasons = skipped.map(({ reason, count }) => `${reason} (${count})`);
  return `Not all of ${name} could be read: ${reasons.join(', ')}`;
}

/**
 * Reads the transcript of a call. What each speaker says becomes a chat message, with
 * the place in the recording.
 *
 * @throws `InputError` when it is no such file, it is too large, or its times count from
 * the start of the recording and nothing tells when that was
 * @public
 */
export async function readCallTranscript(options: {
  file: Buffer;
  /**
   * `webvtt` as Zoom and Microsoft Teams write it; `json` for objects with `time`,
   * `speaker`, `email` and `text`.
   */
  format: 'webvtt' | 'json';
  /** Start of the recording; by default what the file or its name tells. */
  startedAt?: Date;
  fileName?: string;
  /**
   * When the recording ended. Where the words end long before it, it may have been
   * paused, so that they are said to be of about their times.
   */
  endedAt?: Date;
  /** Of the nodes. */
  provider: string;
  /**
   * Entity refs: a node is about the one that it names, else the first, else about
   * `unknown`.
   */
  services: readonly string[];
  /**
   * Who has the addresses of a `json` file. Without it everybody stays a stranger, as
   * always in a `webvtt` file: speakers choose their names, and names never decide.
   */
  users?: Pick<CatalogUsers, 'find'>;
  /** Without it the file is of some call. */
  call?: RecordedCall;
  signal: AbortSignal;
}): Promise<CallTranscript> {
  const { users, signal, endedAt, services } = options;
  const { startedAt, utterances, skipped } = readUtterances(options);
  const joined = joinUtterances(utterances);
  const taken = joined.slice(0, MAX_UTTERANCES);
  const lastWords = utterances.reduce(
    (last, { until }) => Math.max(last, until),
    0,
  );
  const mayBePaused =
    endedAt !== undefined && endedAt.getTime() - lastWords > MAX_SILENCE_MS;
  const named = serviceNamedOf(services);
  const serviceOf = (text: string) => named(text) ?? services[0] ?? 'unknown';
  const refs = new Map<string, string | undefined>();
  for (const { email } of taken) {
    if (!email || refs.has(email) || refs.size >= MAX_ADDRESSES) continue;
    signal.throwIfAborted();
    refs.set(email, await users?.find({ email }));
  }
  const left = joined.length - taken.length;
  return {
    nodes: taken.map(({ email, ...utterance }) =>
      utteranceEvidence(utterance, {
        ...options,
        entityRef: email && refs.get(email),
        startedAt,
        mayBePaused,
        serviceOf,
      }),
    ),
    skipped: [
      ...[...skipped].map(([reason, count]) => ({ reason, count })),
      ...(left > 0
        ? [{ reason: `More than ${MAX_UTTERANCES} utterances`, count: left }]
        : []),
    ],
  };
}

function readUtterances(options: {
  file: Buffer;
  format: 'webvtt' | 'json';
  startedAt?: Date;
  fileName?: string;
}): Transcript {
  const text = readText(options.file);
  if (options.format === 'json') return readJsonTranscript(text, options);
  const { header, cues, skipped } = readWebVtt(text);
  const startedAt = recordingStart({ ...options, header });
  const utterances = cues.map(({ startMs, endMs, ...said }) => ({
    ...said,
    at: startedAt.getTime() + startMs,
    until: startedAt.getTime() + endMs,
  }));
  return { startedAt, utterances, skipped };
}
