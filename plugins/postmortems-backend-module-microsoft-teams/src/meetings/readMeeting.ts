import { InputError } from '@backstage/errors';
import { readCallTranscript } from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { GraphApi } from '../api/GraphApi';
import { GraphRefusal } from '../api/GraphRefusal';
import { type CallTranscript, optionalText } from '../api/responses';
import { askForContent } from './transcripts';

/** A cue of `metadataContent`, which is one line of JSON. */
const saidSchema = z
  .looseObject({
    startDateTime: z.string(),
    endDateTime: optionalText,
    speakerName: optionalText,
    spokenText: z.string().trim().min(1),
  })
  .transform(({ startDateTime, endDateTime, speakerName, spokenText }) => ({
    time: startDateTime,
    until: endDateTime,
    speaker: speakerName,
    text: spokenText.replace(/\s+/g, ' '),
  }));

type Read = Awaited<ReturnType<typeof readCallTranscript>>;

/** Graph may owe `metadataContent` for a while, in milliseconds. */
const OWED_MS = 24 * 60 * 60 * 1000;

/**
 * What was said in a meeting, at the time of day that Graph tells of each part; where it
 * does not, counted from the start of the transcript. That differs by parts of a second,
 * so that a transcript that was read both ways would be there twice: the second way is
 * only taken when the first is given up.
 */
export async function readMeeting(
  api: GraphApi,
  source: {
    organizer: string;
    transcript: CallTranscript;
    meeting: { subject?: string; joinWebUrl?: string };
    services: readonly string[];
    signal: AbortSignal;
    now: number;
  },
): Promise<Read> {
  const { transcript, meeting } = source;
  const options = {
    ...source,
    startedAt: transcript.createdDateTime,
    provider: 'microsoft_teams',
    call: {
      id: `microsoft_teams/${shortHash(transcript.id)}`,
      name: meeting.subject || 'a Teams meeting',
      urlAt: () => meeting.joinWebUrl,
    },
  };
  const metadata = await getPart(api, source, 'metadataContent');
  const { endDateTime, createdDateTime: begun } = transcript;
  const ended = Math.max(begun.getTime(), endDateTime?.getTime() ?? 0);
  if (metadata === undefined && source.now - ended < OWED_MS) {
    throw new GraphRefusal(
      404,
      `Graph does not give the transcript of a Teams meeting of ${begun.toISOString()} yet: the next collection asks again`,
    );
  }
  const { timed, odd } = timedLines(metadata ?? '');
  const file = Buffer.from(timed.map(line => JSON.stringify(line)).join('\n'));
  if (timed.length > 0) {
    const { nodes, skipped } = await readFile({
      ...options,
      file,
      format: 'json',
    });
    const reason = 'Lines without a time or words';
    return {
      nodes,
      skipped: [...skipped, ...(odd > 0 ? [{ reason, count: odd }] : [])],
    };
  }
  const content = (await getPart(api, source, 'content')) ?? '';
  // Nobody spoke
  if (!content.includes('-->')) return { nodes: [], skipped: [] };
  return readFile({ ...options, file: Buffer.from(content), format: 'webvtt' });
}

/** @returns `undefined` when it is not there, or not yet */
async function getPart(
  api: GraphApi,
  { organizer, transcript }: { organizer: string; transcript: CallTranscript },
  part: 'metadataContent' | 'content',
): Promise<string | undefined> {
  try {
    return await askForContent(api, organizer, transcript, part);
  } catch (error) {
    if (error instanceof GraphRefusal && error.isOfLink) return undefined;
    throw error;
  }
}

function timedLines(text: string) {
  const lines = text.split(/\r?\n/).filter(line => line.startsWith('{'));
  const timed = lines.flatMap(
    line => saidSchema.safeParse(parseJson(line)).data ?? [],
  );
  return { timed, odd: lines.length - timed.length };
}

async function readFile(
  options: Parameters<typeof readCallTranscript>[0],
): Promise<Read> {
  try {
    return await readCallTranscript(options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new GraphRefusal(
      200,
      `A transcript of a Teams meeting could not be read: ${error.message}`,
    );
  }
}

function shortHash(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
