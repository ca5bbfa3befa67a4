import { InputError } from '@backstage/errors';

/** Characters before the first cue that are looked through. */
const MAX_HEADER = 10_000;
/** Such as `NOTE recording started 2026-11-28T14:02:00Z`; other times are of other things. */
const START_NOTE =
  /\b(?:start|began|begin)[^\n]{0,200}?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:Z\b|UTC\b|[+-]\d\d:?\d\d\b)))/i;
/** `GMT20261128-140200_Recording.transcript.vtt`, which is UTC. */
const ZOOM_FILE = /GMT(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/;
/** `Title-20261128_140200UTC-Meeting Recording.vtt`; without `UTC` the zone is not known. */
const TEAMS_FILE = /(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)UTC/;

/**
 * When a recording began, from which its transcript counts: what the sender says,
 * else a note with the start and its zone before the first cue, else the name that Zoom
 * or Teams gave to the file. `X-TIMESTAMP-MAP` has no time of day, only one of a
 * video stream.
 *
 * @throws `InputError` when nothing tells
 */
export function recordingStart(options: {
  startedAt?: Date;
  fileName?: string;
  header: string;
}): Date {
  const { startedAt, fileName = '', header } = options;
  const found = startedAt ?? inHeader(header) ?? inName(fileName);
  if (found) return found;
  throw new InputError(
    'The transcript counts its times from the start of the recording, and nothing tells when that was. Send ?startedAt= with the time and its zone (2026-11-28T14:02:00Z), or ?fileName= with the name that Zoom or Teams gave to the file',
  );
}

function inHeader(header: string): Date | undefined {
  const [, time] = START_NOTE.exec(header.slice(0, MAX_HEADER)) ?? [];
  if (!time) return undefined;
  return validDate(time.replace(/ ?UTC$/i, 'Z').replace(/ (?=[Z+-])/i, ''));
}

function inName(name: string): Date | undefined {
  const match = ZOOM_FILE.exec(name) ?? TEAMS_FILE.exec(name);
  if (!match) return undefined;
  const [, year, month, day, hours, minutes, seconds] = match;
  return validDate(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}

function validDate(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
