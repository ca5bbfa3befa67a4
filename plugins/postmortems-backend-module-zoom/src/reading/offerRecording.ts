import { ServiceUnavailableError } from '@backstage/errors';
import {
  type IncidentAccess,
  isConfigured,
  keysIn,
  keysInName,
  type OfferedEvidence,
  wordsIn,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ZoomApi } from '../api/ZoomApi';
import type { ZoomConfig } from '../config/config';
import { titleOf, transcriptsOf } from './Recording';
import type { RecordingReader } from './RecordingReader';

/** Offered at once. */
const CHUNK = 500;
/** Keys that a topic may have; what is said has others. */
const MAX_TOPIC_KEYS = 10;

/**
 * Offers the transcript of a recording to the incidents that it is about, now or later.
 *
 * @throws `NotFoundError` when the recording was deleted, `ServiceUnavailableError` when
 * the transcript is not there yet
 */
export async function offerRecording(options: {
  uuid: string;
  block: ZoomConfig;
  api: ZoomApi;
  recordings: RecordingReader;
  access: Pick<IncidentAccess, 'offerEvidence'>;
}): Promise<void> {
  const { uuid, block, api, recordings, access } = options;
  const recording = await api.getRecording(uuid);
  const { topic } = recording;
  if (!isConfigured({ id: uuid, name: topic }, block.topics)) return;
  if (transcriptsOf(recording).length === 0) {
    throw new ServiceUnavailableError(
      `Zoom has no transcript of the recording ${titleOf(recording)} yet`,
    );
  }
  const restricted = await recordings.restrictionOf(recording);
  const { nodes } = await recordings.read(recording, []);
  const ofTopic = [...new Set([...keysInName(topic), ...keysIn(topic)])].slice(
    0,
    MAX_TOPIC_KEYS,
  );
  const offers = nodes.map((node): OfferedEvidence => {
    const text = String(node.payload.text);
    const named = keysIn(text);
    // In a meeting about many things one line is no reason to take the others
    const isOfTopic =
      ofTopic.length > 0 && named.every(key => ofTopic.includes(key));
    return {
      node,
      ...(isOfTopic && { conversation: uuid }),
      incidentKeys: [...new Set([...ofTopic, ...named])],
      services: wordsIn(text),
      ...(restricted && { restricted }),
    };
  });
  for (let start = 0; start < offers.length; start += CHUNK) {
    await access.offerEvidence(offers.slice(start, start + CHUNK));
  }
}
