import type { RecordedCall } from '@postmortems/backstage-plugin-postmortems-node';
import type { ZoomConfig } from '../config/config';
import type { ZoomFile, ZoomRecording } from '../api/responses';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Of a topic in messages and as the name of a call. */
const MAX_TOPIC = 200;

/** A file with a transcript. */
export type TranscriptFile = ZoomFile & { download_url: string };

/**
 * The transcripts of a recording: one for each part until it was stopped. A pause begins
 * no new one
 * (https://support.zoom.com/hc/en/article?id=zm_kb&sysparm_article=KB0062627).
 */
export function transcriptsOf(recording: ZoomRecording): TranscriptFile[] {
  return recording.recording_files.filter(
    (file): file is TranscriptFile =>
      file.file_type === 'TRANSCRIPT' && file.download_url !== undefined,
  );
}

/** Milliseconds since 1970; of a meeting without any time nothing is known. */
export function timesOf(
  recording: ZoomRecording,
): { from: number; to: number } | undefined {
  const { start_time: begun, duration, recording_files: files } = recording;
  const times = [
    ...(begun ? [begun.getTime(), begun.getTime() + duration * MINUTE_MS] : []),
    ...files.flatMap(({ recording_start: from, recording_end: to }) =>
      [from, to].flatMap(time => time?.getTime() ?? []),
    ),
  ];
  return times.length === 0
    ? undefined
    : { from: Math.min(...times), to: Math.max(...times) };
}

/** For readers: which recording it is. */
export function titleOf({ topic, start_time: begun }: ZoomRecording): string {
  const name = `“${topic.slice(0, MAX_TOPIC) || 'without a topic'}”`;
  return begun ? `${name} of ${begun.toISOString().slice(0, 16)}Z` : name;
}

/** What evidence says of the call, with links to the place in the recording. */
export function callOf(
  recording: ZoomRecording,
  options: { block: ZoomConfig; file: ZoomFile; startedAt: Date },
): RecordedCall {
  const { file, startedAt } = options;
  const page = pageOf(recording, file);
  return {
    id: `zoom/${recording.uuid}`,
    name: recording.topic.slice(0, MAX_TOPIC) || 'a Zoom meeting',
    ...(page && {
      urlAt: offsetSeconds => {
        const url = new URL(page);
        // As in the links that Zoom makes for a place: milliseconds since 1970
        const at = startedAt.getTime() + offsetSeconds * 1000;
        url.searchParams.set('startTime', String(Math.floor(at)));
        return url.href;
      },
    }),
    expiresAt: endOf(recording, { ...options.block, startedAt }),
  };
}

/** Where people see it. A passcode in the address stays out of the evidence. */
function pageOf(recording: ZoomRecording, file: ZoomFile): URL | undefined {
  const address = recording.share_url ?? file.play_url;
  if (!address || address.length > 1000 || !URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.username) return undefined;
  url.searchParams.delete('pwd');
  return url;
}

function endOf(
  recording: ZoomRecording,
  { retentionDays, startedAt }: { retentionDays?: number; startedAt: Date },
): Date | undefined {
  const { auto_delete: isDeleted, auto_delete_date: day = '' } = recording;
  const named = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(day) : undefined;
  if (isDeleted && named && !Number.isNaN(named.getTime())) return named;
  return retentionDays === undefined
    ? undefined
    : new Date(startedAt.getTime() + retentionDays * DAY_MS);
}
