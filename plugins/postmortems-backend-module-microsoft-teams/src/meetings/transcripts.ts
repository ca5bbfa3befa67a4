import type { GraphApi } from '../api/GraphApi';
import {
  type CallTranscript,
  meetingSchema,
  readTranscripts,
} from '../api/responses';
import { pages } from '../api/Tenant';

const TRANSCRIPTS = {
  what: 'the transcripts of an organizer’s meetings',
  permission: 'OnlineMeetingTranscript.Read.All',
};
const MEETING = {
  what: 'the subject of a meeting',
  permission: 'OnlineMeetings.Read.All',
};

/**
 * Transcripts of all meetings that a user organized, begun within a time.
 *
 * @see https://learn.microsoft.com/graph/api/onlinemeeting-getalltranscripts
 */
export async function askForTranscripts(
  api: GraphApi,
  organizer: string,
  { from, to }: { from: Date; to: Date },
): Promise<CallTranscript[]> {
  const parameters = [
    `meetingOrganizerUserId='${organizer}'`,
    `startDateTime=${from.toISOString()}`,
    `endDateTime=${to.toISOString()}`,
  ].join(',');
  const path = `/users/${organizer}/onlineMeetings/getAllTranscripts(${parameters})`;
  const found: CallTranscript[] = [];
  for await (const values of pages(api, path, TRANSCRIPTS)) {
    found.push(...readTranscripts(values));
  }
  return found;
}

/** What a meeting is about, and where it was. */
export async function askForMeeting(
  api: GraphApi,
  organizer: string,
  { meetingId }: CallTranscript,
): Promise<{ subject?: string; joinWebUrl?: string }> {
  return api.get(
    `${meetingPath(organizer, meetingId)}?$select=subject,joinWebUrl`,
    MEETING,
    meetingSchema,
  );
}

/**
 * What was said: `metadataContent` has the time of day of each utterance, `content`
 * counts from the start.
 *
 * @see https://learn.microsoft.com/graph/api/calltranscript-get
 */
export async function askForContent(
  api: GraphApi,
  organizer: string,
  { id, meetingId }: CallTranscript,
  part: 'metadataContent' | 'content',
): Promise<string> {
  const path = `${meetingPath(
    organizer,
    meetingId,
  )}/transcripts/${encodeURIComponent(id)}/${part}`;
  return api.getText(
    part === 'content' ? `${path}?$format=text/vtt` : path,
    TRANSCRIPTS,
  );
}

function meetingPath(organizer: string, meetingId: string): string {
  return `/users/${organizer}/onlineMeetings/${encodeURIComponent(meetingId)}`;
}
