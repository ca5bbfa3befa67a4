import { toError } from '@backstage/errors';
import {
  isNamedAfter,
  OutOfTime,
  selectChannels,
  type SelectedChannel,
  skippedOf,
  termsOf,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { GraphApi } from '../api/GraphApi';
import { GraphRefusal, isOfGraph } from '../api/GraphRefusal';
import type { CallTranscript } from '../api/responses';
import type { Tenant } from '../api/Tenant';
import type { CollectOptions } from '../reading/TenantReader';
import { readMeeting } from './readMeeting';
import { askForMeeting, askForTranscripts } from './transcripts';

/** Meetings begun this long before the window may last into it. */
const BEFORE_MS = 24 * 60 * 60 * 1000;

type Meeting = { subject?: string; joinWebUrl?: string; problem?: string };

/** A transcript of a meeting, as a place that is selected like a channel. */
type Call = {
  id: string;
  name: string;
  organizer: string;
  transcript: CallTranscript;
  meeting: Meeting;
};

/** Reads transcripts of the meetings that configured people organized. */
export class MeetingReader {
  readonly #tenant: Tenant;
  readonly #now: () => number;

  constructor(options: { tenant: Tenant; now?: () => number }) {
    this.#tenant = options.tenant;
    this.#now = options.now ?? Date.now;
  }

  /** @returns what could not be read, each in words for reviewers */
  async collect(api: GraphApi, options: CollectOptions): Promise<string[]> {
    const problems: string[] = [];
    try {
      await this.#collect(api, options, problems);
    } catch (error) {
      if (!(error instanceof OutOfTime) && !isOfGraph(error)) throw error;
      problems.push(
        error instanceof OutOfTime
          ? `${error.explain(
              'Microsoft',
            )}: not all transcripts of meetings were read`
          : toError(error).message,
      );
    }
    return problems;
  }

  async #collect(
    api: GraphApi,
    options: CollectOptions,
    problems: string[],
  ): Promise<void> {
    const { organizers, subjects } = this.#tenant.config.meetings ?? {};
    const calls: Call[] = [];
    for (const organizer of organizers ?? []) {
      await unlessFailed(problems, async () => {
        calls.push(...(await this.#list(api, organizer, options)));
      });
    }
    problems.push(...calls.flatMap(({ meeting }) => meeting.problem ?? []));
    const { key } = options.incident;
    const named = calls.filter(({ name }) => isNamedAfter(name, key));
    const { selected } = selectChannels({
      channels: calls,
      patterns: subjects ?? [],
      incidentKey: key,
      bound: new Set(named.map(({ id }) => id)),
      isOpen: () => true,
    });
    for (const one of selected) {
      await unlessFailed(problems, async () => {
        const problem = await this.#read(api, one, options);
        if (problem) problems.push(problem);
      });
    }
  }

  /** Transcripts of the meetings that went on within the window. */
  async #list(
    api: GraphApi,
    organizer: string,
    { window: { from, to } }: CollectOptions,
  ): Promise<Call[]> {
    const transcripts = await askForTranscripts(api, organizer, {
      from: new Date(from.getTime() - BEFORE_MS),
      to,
    });
    const calls: Call[] = [];
    for (const transcript of transcripts) {
      const { id, createdDateTime: begun, endDateTime: ended } = transcript;
      // Graph gives the end of some transcripts as their beginning
      if (begun > to || (ended && ended > begun && ended < from)) continue;
      const meeting = await this.#meetingOf(api, organizer, transcript);
      const name = meeting.subject ?? '';
      calls.push({ id, name, organizer, transcript, meeting });
    }
    return calls;
  }

  async #read(
    api: GraphApi,
    { channel: call, isOwn }: SelectedChannel<Call>,
    options: CollectOptions,
  ): Promise<string | undefined> {
    const { incident, window, signal } = options;
    const { services } = incident;
    const { nodes: all, skipped } = await readMeeting(api, {
      ...call,
      services,
      signal,
      now: this.#now(),
    });
    // Few may see it, so that only the key counts, as in private channels
    const { isKeyIn } = termsOf(incident);
    const isAbout =
      isOwn || all.some(({ payload }) => isKeyIn(String(payload.text)));
    const nodes = all.filter(({ timestamp }) => {
      const at = Date.parse(timestamp);
      return at >= window.from.getTime() && at <= window.to.getTime();
    });
    if (!isAbout || nodes.length === 0) return undefined;
    const { subject } = call.meeting;
    await options.restrict(
      `It has the transcript of the Teams meeting ${
        subject ? `“${subject}” ` : ''
      }of ${call.transcript.createdDateTime.toISOString()}, which only its participants may read.`,
    );
    await options.addEvidence(nodes);
    return skippedOf(
      skipped,
      `the transcript of a Teams meeting of ${call.transcript.createdDateTime.toISOString()}`,
    );
  }

  /** Without its subject a meeting is one of any, which may be all that is wanted. */
  async #meetingOf(
    api: GraphApi,
    organizer: string,
    transcript: CallTranscript,
  ): Promise<Meeting> {
    try {
      return await askForMeeting(api, organizer, transcript);
    } catch (error) {
      if (!(error instanceof GraphRefusal) || error.isOfToken) throw error;
      return error.status === 404 ? {} : { problem: error.message };
    }
  }
}

/** What fails in Graph for one leaves the others. */
async function unlessFailed(
  problems: string[],
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isOfToken = error instanceof GraphRefusal && error.isOfToken;
    if (!isOfGraph(error) || isOfToken) throw error;
    problems.push(toError(error).message);
  }
}
