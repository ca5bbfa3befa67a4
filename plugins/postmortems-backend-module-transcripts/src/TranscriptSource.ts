import type {
  CatalogUsers,
  EvidenceSource,
  EvidenceUpload,
  UploadedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readText } from './readText';
import { readTranscript } from './transcript/readTranscript';
import { joinUtterances, type Utterance } from './utterances';
import { utteranceEvidence } from './utteranceEvidence';
import { readWebVtt } from './webvtt/readWebVtt';
import { recordingStart } from './webvtt/recordingStart';

/** Addresses of one file that are looked up in the catalog. */
const MAX_ADDRESSES = 200;
/** Of one file; an hour of talk has some hundred. */
const MAX_UTTERANCES = 50_000;

type Read = Parameters<EvidenceUpload['read']>;

/** Transcripts of calls, as files that people upload. */
export class TranscriptSource implements EvidenceSource {
  readonly id = 'transcripts';
  readonly uploads: readonly EvidenceUpload[];
  readonly #users: Pick<CatalogUsers, 'find'>;

  constructor(options: { users: Pick<CatalogUsers, 'find'> }) {
    this.#users = options.users;
    this.uploads = [
      {
        format: 'webvtt',
        title: 'Transcript of Zoom or Microsoft Teams (.vtt)',
        read: (...sent) => this.#readWebVtt(...sent),
      },
      {
        format: 'transcript',
        title: 'Transcript with times, speakers and text (JSON, JSON lines)',
        read: (...sent) => this.#readTranscript(...sent),
      },
    ];
  }

  async #readWebVtt(file: Read[0], context: Read[1]) {
    const { header, cues, skipped } = readWebVtt(readText(file));
    const startedAt = recordingStart({ ...context, header });
    const utterances = cues.map(({ startMs, endMs, ...said }) => ({
      ...said,
      at: startedAt.getTime() + startMs,
      until: startedAt.getTime() + endMs,
    }));
    return this.#evidence(utterances, skipped, context, startedAt);
  }

  async #readTranscript(file: Read[0], context: Read[1]) {
    const { startedAt, utterances, skipped } = readTranscript(
      readText(file),
      context,
    );
    return this.#evidence(utterances, skipped, context, startedAt);
  }

  async #evidence(
    utterances: readonly Utterance[],
    skipped: ReadonlyMap<string, number>,
    { incident, signal }: Read[1],
    startedAt?: Date,
  ): Promise<UploadedEvidence> {
    const joined = joinUtterances(utterances);
    const taken = joined.slice(0, MAX_UTTERANCES);
    const refs = new Map<string, string | undefined>();
    for (const { email } of taken) {
      if (!email || refs.has(email) || refs.size >= MAX_ADDRESSES) continue;
      signal.throwIfAborted();
      refs.set(email, await this.#users.find({ email }));
    }
    const nodes = taken.map(utterance =>
      utteranceEvidence(utterance, {
        services: incident.services,
        userRef: email => refs.get(email),
        startedAt,
      }),
    );
    const left = joined.length - taken.length;
    return {
      nodes,
      skipped: [
        ...[...skipped].map(([reason, count]) => ({ reason, count })),
        ...(left > 0
          ? [{ reason: `More than ${MAX_UTTERANCES} utterances`, count: left }]
          : []),
      ],
    };
  }
}
