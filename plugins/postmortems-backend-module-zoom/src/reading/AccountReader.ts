import { toError } from '@backstage/errors';
import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  selectChannels,
  termsOf,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ZoomRecording } from '../api/responses';
import type { ZoomApi } from '../api/ZoomApi';
import type { ZoomConfig } from '../config/config';
import { timesOf, titleOf, transcriptsOf } from './Recording';
import { RecordingReader } from './RecordingReader';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Zoom makes a transcript in about twice the time of the recording, up to a day. */
const READY_AFTER_MS = DAY_MS;
/** Meetings begun this long before the window may last into it. */
const BEFORE_MS = DAY_MS;

type CollectOptions = Parameters<NonNullable<EvidenceSource['collect']>>[0];

/** Reads the recordings of one account for an incident. */
export class AccountReader {
  readonly #block: ZoomConfig;
  readonly #api: ZoomApi;
  readonly #recordings: RecordingReader;
  readonly #now: () => number;

  constructor(options: {
    block: ZoomConfig;
    api: ZoomApi;
    signal: AbortSignal;
    now: () => number;
  }) {
    this.#block = options.block;
    this.#api = options.api;
    this.#now = options.now;
    this.#recordings = new RecordingReader(options);
  }

  /** @returns what could not be read, each in words for reviewers */
  async collect(options: CollectOptions): Promise<string[]> {
    const { incident, window } = options;
    const { recordings, problems } = await this.#list(window);
    const { selected } = selectChannels({
      channels: recordings.map(one => ({
        id: one.uuid,
        name: one.topic,
        recording: one,
      })),
      patterns: this.#block.topics,
      incidentKey: incident.key,
      isOpen: () => true,
    });
    for (const { channel, isOwn } of selected) {
      const { recording } = channel;
      const title = openTitle(recording, isOwn);
      try {
        const problem = await this.#read(recording, isOwn, options);
        if (problem) problems.push(problem);
      } catch (error) {
        if (options.signal.aborted) {
          problems.push(
            `No time was left for the recording ${title} and those after it: the next collection reads them`,
          );
          break;
        }
        problems.push(
          (error as Error).name === 'NotFoundError'
            ? `The recording ${title} was deleted in Zoom before its transcript was read`
            : `The recording ${title}: ${toError(error).message}`,
        );
      }
    }
    return problems;
  }

  /** Recordings of meetings that went on within the window. */
  async #list(
    window: CollectOptions['window'],
  ): Promise<{ recordings: ZoomRecording[]; problems: string[] }> {
    const found = new Map<string, ZoomRecording>();
    const problems: string[] = [];
    for (const user of this.#block.users ?? [undefined]) {
      try {
        const listed = await this.#api.listRecordings(user, {
          from: new Date(window.from.getTime() - BEFORE_MS),
          to: window.to,
        });
        for (const one of listed) found.set(one.uuid, one);
      } catch (error) {
        const { message } = toError(error);
        problems.push(
          `The recordings ${
            user ? `of ${user}` : 'of the account'
          } were not listed: ${message}`,
        );
      }
    }
    const recordings = [...found.values()].filter(recording => {
      const times = timesOf(recording);
      return (
        !times ||
        (times.from <= window.to.getTime() && times.to >= window.from.getTime())
      );
    });
    return { recordings, problems };
  }

  async #read(
    recording: ZoomRecording,
    isOwn: boolean,
    options: CollectOptions,
  ): Promise<string | undefined> {
    const { incident, window, restrict, addEvidence } = options;
    if (transcriptsOf(recording).length === 0) {
      return this.#whyNone(recording, isOwn);
    }
    const restriction = await this.#recordings.restrictionOf(recording);
    const all = await this.#recordings.read(recording, incident.services);
    const isAbout =
      isOwn ||
      isNamed(incident, [recording.topic, ...all.map(textOf)], restriction);
    const nodes = all.filter(({ timestamp }) => {
      const at = Date.parse(timestamp);
      return at >= window.from.getTime() && at <= window.to.getTime();
    });
    if (!isAbout || nodes.length === 0) return undefined;
    if (restriction) await restrict(restriction);
    await addEvidence(nodes);
    return undefined;
  }

  #whyNone(recording: ZoomRecording, isOwn: boolean): string | undefined {
    const ended = timesOf(recording)?.to ?? 0;
    if (this.#now() - ended < READY_AFTER_MS) {
      return `Zoom has no transcript of the recording ${openTitle(
        recording,
        isOwn,
      )} yet: the next collection asks again`;
    }
    return isOwn
      ? `Zoom made no transcript of the recording ${titleOf(
          recording,
        )}: “Audio transcript” has to be turned on in the settings of cloud recordings`
      : undefined;
  }
}

/** For readers of an incident that may be public: the topic of another meeting is for few. */
function openTitle(recording: ZoomRecording, isOwn: boolean): string {
  if (isOwn) return titleOf(recording);
  const begun = recording.start_time?.toISOString().slice(0, 16);
  return begun ? `of ${begun}Z` : 'of another meeting';
}

/** Of what few may see only the key counts, as in private channels of a chat. */
function isNamed(
  incident: Incident,
  texts: readonly string[],
  restriction: string | undefined,
): boolean {
  const { isKeyIn, isNamedIn } = termsOf(incident);
  return texts.some(restriction ? isKeyIn : isNamedIn);
}

function textOf({ payload }: SubmitEvidenceNode): string {
  return String(payload.text);
}
