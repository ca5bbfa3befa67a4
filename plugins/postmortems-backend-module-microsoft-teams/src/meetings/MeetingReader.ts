import { toError } from '@backstage/errors';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import {
  isConfigured,
  isNamedAfter,
  OutOfTime,
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
    const { organizers = [] } = this.#tenant.config.meetings ?? {};
    const problems: string[] = [];
    for (const organizer of organizers) {
      try {
        problems.push(...(await this.#readAll(api, organizer, options)));
      } catch (error) {
        if (error instanceof OutOfTime) {
          problems.push(
            'Microsoft limits how often it may be asked: not all transcripts of meetings were read',
          );
          break;
        }
        if (!isOfGraph(error)) throw error;
        problems.push(toError(error).message);
      }
    }
    return problems;
  }

  async #readAll(
    api: GraphApi,
    organizer: string,
    options: CollectOptions,
  ): Promise<string[]> {
    const { from, to } = options.window;
    const transcripts = await askForTranscripts(api, organizer, {
      from: new Date(from.getTime() - BEFORE_MS),
      to,
    });
    const problems: string[] = [];
    for (const transcript of transcripts) {
      const { createdDateTime: begun, endDateTime: ended } = transcript;
      // Graph gives the end of some transcripts as their beginning
      if (begun > to || (ended && ended > begun && ended < from)) continue;
      try {
        await this.#readOne(api, { organizer, transcript }, options, problems);
      } catch (error) {
        if (!(error instanceof GraphRefusal) || error.isOfToken) throw error;
        problems.push(error.message);
      }
    }
    return problems;
  }

  async #readOne(
    api: GraphApi,
    source: { organizer: string; transcript: CallTranscript },
    options: CollectOptions,
    problems: string[],
  ): Promise<void> {
    const { organizer, transcript } = source;
    const meeting = await this.#meetingOf(api, organizer, transcript);
    if (meeting.problem) problems.push(meeting.problem);
    if (!this.#isWanted(meeting, options)) return;
    const nodes = await this.#nodesOf(api, { ...source, meeting }, options);
    if (nodes.length === 0) return;
    await options.restrict(
      `It has the transcript of the Teams meeting ${
        meeting.subject ? `“${meeting.subject}” ` : ''
      }of ${transcript.createdDateTime.toISOString()}, which only its participants may read.`,
    );
    await options.addEvidence(nodes);
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

  #isWanted({ subject = '' }: Meeting, { incident }: CollectOptions): boolean {
    const { subjects = [] } = this.#tenant.config.meetings ?? {};
    return (
      isConfigured({ id: '', name: subject }, subjects) ||
      isNamedAfter(subject, incident.key)
    );
  }

  async #nodesOf(
    api: GraphApi,
    source: {
      organizer: string;
      transcript: CallTranscript;
      meeting: Meeting;
    },
    { incident, window, signal }: CollectOptions,
  ): Promise<SubmitEvidenceNode[]> {
    const { services } = incident;
    const now = new Date(this.#now()).toISOString();
    const [from, to] = [window.from.toISOString(), window.to.toISOString()];
    const nodes = await readMeeting(api, { ...source, services, signal });
    return (
      nodes
        // The clock of Teams may be ahead of ours
        .map(node =>
          node.timestamp > now ? { ...node, timestamp: now } : node,
        )
        .filter(({ timestamp: at }) => at >= from && at <= to)
    );
  }
}
