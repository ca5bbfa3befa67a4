import {
  type CatalogUsers,
  type EvidenceSource,
  type EvidenceUpload,
  readCallTranscript,
} from '@postmortems/backstage-plugin-postmortems-node';

/** Transcripts of calls, as files that people upload. */
export class TranscriptSource implements EvidenceSource {
  readonly id = 'transcripts';
  readonly uploads: readonly EvidenceUpload[];

  constructor(options: { users: Pick<CatalogUsers, 'find'> }) {
    const readAs =
      (format: 'webvtt' | 'json'): EvidenceUpload['read'] =>
      (file, { incident, ...context }) =>
        readCallTranscript({
          ...context,
          file,
          format,
          provider: this.id,
          services: incident.services,
          users: options.users,
        });
    this.uploads = [
      {
        format: 'webvtt',
        title: 'Transcript of Zoom or Microsoft Teams (.vtt)',
        read: readAs('webvtt'),
      },
      {
        format: 'transcript',
        title: 'Transcript with times, speakers and text (JSON, JSON lines)',
        read: readAs('json'),
      },
    ];
  }
}
