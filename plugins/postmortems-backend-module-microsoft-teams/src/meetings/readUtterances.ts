import { InputError } from '@backstage/errors';
import {
  readWebVtt,
  type Utterance,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import type { GraphApi } from '../api/GraphApi';
import { GraphRefusal } from '../api/GraphRefusal';
import { optionalText, type CallTranscript } from '../api/responses';
import { askForContent } from './transcripts';

const time = z.iso.datetime({ offset: true }).transform(text => new Date(text));

/** A cue of `metadataContent`. */
const saidSchema = z.looseObject({
  startDateTime: time,
  endDateTime: time.optional().catch(undefined),
  speakerName: optionalText,
  spokenText: z.string().trim().min(1),
});

/**
 * What was said in a meeting, with the time of day of each part; where Graph does not
 * tell that, counted from the start of the transcript.
 */
export async function readUtterances(
  api: GraphApi,
  source: { organizer: string; transcript: CallTranscript },
): Promise<Utterance[]> {
  const { organizer, transcript } = source;
  const metadata = await askForContent(
    api,
    organizer,
    transcript,
    'metadataContent',
  ).catch(unlessMissing);
  const timed = metadata.split(/\r?\n/).flatMap(toUtterance);
  if (timed.length > 0) return timed;
  const content = await askForContent(
    api,
    organizer,
    transcript,
    'content',
  ).catch(unlessMissing);
  return countedUtterances(content, transcript.createdDateTime);
}

/** A transcript may be deleted between the list and now. */
function unlessMissing(error: unknown): string {
  const isMissing =
    error instanceof GraphRefusal && [400, 404, 410].includes(error.status);
  if (isMissing) return '';
  throw error;
}

function toUtterance(line: string): Utterance[] {
  if (!line.startsWith('{')) return [];
  const { data } = saidSchema.safeParse(parseJson(line));
  if (!data) return [];
  const { startDateTime: start, endDateTime: end = start } = data;
  return [
    {
      at: start.getTime(),
      until: Math.max(start.getTime(), end.getTime()),
      speaker: data.speakerName?.trim() || undefined,
      text: data.spokenText.replace(/\s+/g, ' '),
    },
  ];
}

function countedUtterances(content: string, start: Date): Utterance[] {
  let cues;
  try {
    ({ cues } = readWebVtt(
      content.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'),
    ));
  } catch (error) {
    // Nobody spoke
    if (error instanceof InputError) return [];
    throw error;
  }
  return cues.map(({ startMs, endMs, speaker, text }) => ({
    at: start.getTime() + startMs,
    until: start.getTime() + endMs,
    speaker,
    text,
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
