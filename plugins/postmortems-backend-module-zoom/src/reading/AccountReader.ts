import { toError } from '@backstage/errors';
import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  selectChannels,
  skippedOf,
  termsOf,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { ZoomRecording } from '../api/responses';
import type { ZoomApi } from '../api/ZoomApi';
import type { ZoomConfig } from '../config/config';
import type { Reads } from './ReadStore';
import { timesOf, titleOf, transcriptsOf } from './Recording';
import { RecordingReader } from './RecordingReader';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Zoom makes a transcript in about twice the time of the recording, up to a day. */
const READY_AFTER_MS = DAY_MS;
/** Meetings begun this long before the window may last into it. */
const BEFORE_MS = DAY_MS;

type CollectOptions = Parameters<NonNullable<EvidenceSource['collect']>>[0];

type Place = { recording: ZoomRecording; isOwn: boolean };

/** What of a recording belongs to the incident, or why that is not known. */
type Found = {
  problem?: string;
  nodes?: SubmitEvidenceNode[];
  restriction?: string;
};

/** Reads the recordings of one account for an incident. */
export class AccountReader {
  readonly #block: ZoomConfig;
  readonly #api: ZoomApi;
  readonly #recordings: RecordingReader;
  readonly #reads: Reads;
  readonly #now: () => number;

  constructor(options: {
    block: ZoomConfig;
    api: ZoomApi;
    reads: Reads;
    signal: AbortSignal;
    now: () => number;
  }) {
    this.#block = options.block;
    this.#api = options.api;
    this.#reads = options.reads;
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
    const known = await this.#reads.listKnown(incident.key);
    const places = selected.map(({ channel: { recording }, isOwn }) => {
      const mark = markOf(recording, options);
      return { recording, isOwn, mark, isKnown: known.has(mark) };
    });
    // What was read before is read again in what is left of the time
    for (const place of [
      ...places.filter(({ isKnown }) => !isKnown),
      ...places.filter(({ isKnown }) => isKnown),
    ]) {
      const found = await this.#find(place, options);
      if (found === 'no time') {
        if (!place.isKnown) {
          problems.push(
            `No time was left for the recording ${openTitle(
              place,
            )} and others that were never read: the next collection begins with them`,
          );
        }
        break;
      }
      if (found.problem) problems.push(found.problem);
      const { nodes, restriction } = found;
      if (nodes?.length) {
        if (restriction) await options.restrict(restriction);
        await options.addEvidence(nodes);
      }
      if (nodes && !place.isKnown && !options.dryRun) {
        await this.#reads.add(incident.key, place.mark);
      }
    }
    return problems;
  }

  /** What fails in Zoom is told; it leaves the other recordings. */
  async #find(
    place: Place,
    options: CollectOptions,
  ): Promise<Found | 'no time'> {
    try {
      return await this.#read(place, options);
    } catch (error) {
      if (options.signal.aborted) return 'no time';
      const title = openTitle(place);
      return {
        problem:
          (error as Error).name === 'NotFoundError'
            ? `The recording ${title} was deleted in Zoom before its transcript was read`
            : `The recording ${title}: ${toError(error).message}`,
      };
    }
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
    place: Place,
    { incident, window }: CollectOptions,
  ): Promise<Found> {
    const { recording, isOwn } = place;
    if (transcriptsOf(recording).length === 0) {
      return { problem: this.#whyNone(place) };
    }
    const restriction = await this.#recordings.restrictionOf(recording);
    const { nodes: all, skipped } = await this.#recordings.read(
      recording,
      incident.services,
    );
    const isAbout =
      isOwn ||
      isNamed(incident, [recording.topic, ...all.map(textOf)], restriction);
    const nodes = all.filter(({ timestamp }) => {
      const at = Date.parse(timestamp);
      return at >= window.from.getTime() && at <= window.to.getTime();
    });
    if (!isAbout) return { nodes: [] };
    return {
      nodes,
      restriction,
      problem: skippedOf(skipped, `the recording ${openTitle(place)}`),
    };
  }

  #whyNone(place: Place): string | undefined {
    const { recording, isOwn } = place;
    const ended = timesOf(recording)?.to ?? 0;
    if (this.#now() - ended < READY_AFTER_MS) {
      return `Zoom has no transcript of the recording ${openTitle(
        place,
      )} yet: the next collection asks again`;
    }
    return isOwn
      ? `Zoom made no transcript of the recording ${titleOf(
          recording,
        )}: “Audio transcript” may be turned off in the settings of cloud recordings`
      : undefined;
  }
}

/**
 * Stands for a recording as it is read for an incident: other files of it, more of it in
 * the window, or other services are something new.
 */
function markOf(
  recording: ZoomRecording,
  { incident, window }: CollectOptions,
): string {
  const { from = 0, to = Infinity } = timesOf(recording) ?? {};
  const parts = [
    recording.uuid,
    transcriptsOf(recording).map(({ id, download_url: url }) => id ?? url),
    Math.max(from, window.from.getTime()),
    Math.min(to, window.to.getTime()),
    incident.services,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** For readers of an incident that may be public: the topic of another meeting is for few. */
function openTitle({ recording, isOwn }: Place): string {
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
