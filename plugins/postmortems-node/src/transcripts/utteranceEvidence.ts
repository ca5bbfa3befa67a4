import {
  CALL_THREAD,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type { Utterance } from './utterances';

/** Where the utterances of a recording come from. @public */
export interface RecordedCall {
  /** Unique among all calls, e.g. `zoom/4444AAAiAAAAAiAiAiiAii==`. */
  id: string;
  /** What readers know the call by, e.g. the topic of the meeting. */
  name: string;
  /** Web address of the recording, at the place if it can be told. */
  urlAt?(offsetSeconds: number): string | undefined;
  /** When the platform deletes it. */
  expiresAt?: Date;
}

/**
 * An utterance as a chat message. Its id is made of what it says, so that the same
 * transcript adds nothing when it is read again or uploaded under another name. It has
 * no correlation id: the parts of a call are not one thing.
 *
 * @param context - `startedAt` is the start of the recording, if it is known; when it
 * `mayBePaused`, what was said after a pause was said later
 */
export function utteranceEvidence(
  { at, speaker, text }: Utterance,
  context: {
    provider: string;
    serviceOf: (text: string) => string;
    entityRef?: string;
    startedAt?: Date;
    mayBePaused?: boolean;
    call?: RecordedCall;
  },
): SubmitEvidenceNode & { id: string } {
  const timestamp = new Date(at).toISOString();
  const { startedAt, call, entityRef, mayBePaused } = context;
  const began = (startedAt ?? new Date(at)).toISOString();
  const recording = startedAt && {
    startedAt: began,
    offsetSeconds: (at - startedAt.getTime()) / 1000,
    ...(mayBePaused && { mayBePaused }),
  };
  const sourceUrl = recording && call?.urlAt?.(recording.offsetSeconds);
  return {
    id: `transcript/${hashOf([
      timestamp,
      speaker ?? '',
      text,
      ...(call ? [call.id] : []),
    ])}`,
    sourceType: 'chat',
    timestamp,
    provider: context.provider,
    ...(sourceUrl && { sourceUrl }),
    ...(call?.expiresAt && { expiresAt: call.expiresAt.toISOString() }),
    payload: {
      kind: 'message',
      text,
      channel: call?.name ?? 'a call',
      threadId: `${CALL_THREAD}${
        call?.id ?? (startedAt ? began : began.slice(0, 10))
      }`,
      author: {
        ...(speaker && { name: speaker }),
        ...(entityRef && { entityRef }),
      },
      ...(recording && { recording }),
    },
    metadata: { service: context.serviceOf(text) },
  };
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 32);
}
