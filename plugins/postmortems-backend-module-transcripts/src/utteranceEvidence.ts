import { parseEntityRef } from '@backstage/catalog-model';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type { Utterance } from './utterances';

/**
 * An utterance as a chat message. Its id is made of what it says, so that the same
 * transcript adds nothing when it is uploaded again or under another name. It has no
 * correlation id: the parts of a call are not one thing.
 *
 * @param context - `startedAt` is the start of the recording, if it is known
 */
export function utteranceEvidence(
  { at, speaker, email, text }: Utterance,
  context: {
    services: readonly string[];
    userRef(email: string): string | undefined;
    startedAt?: Date;
  },
): SubmitEvidenceNode {
  const timestamp = new Date(at).toISOString();
  const { startedAt } = context;
  const call = (startedAt ?? new Date(at)).toISOString();
  const entityRef = email && context.userRef(email);
  return {
    id: `transcript/${hashOf([timestamp, speaker ?? '', text])}`,
    sourceType: 'chat',
    timestamp,
    provider: 'transcripts',
    payload: {
      kind: 'message',
      text,
      channel: 'a call',
      threadId: `call/${startedAt ? call : call.slice(0, 10)}`,
      author: {
        ...(speaker && { name: speaker }),
        ...(entityRef && { entityRef }),
      },
      ...(startedAt && {
        recording: {
          startedAt: call,
          offsetSeconds: (at - startedAt.getTime()) / 1000,
        },
      }),
    },
    metadata: { service: serviceIn(text, context.services) },
  };
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 32);
}

/** The service that is named, else the primary one. */
function serviceIn(text: string, services: readonly string[]): string {
  const words = wordsOf(text);
  const named = services.find(ref =>
    words.includes(wordsOf(parseEntityRef(ref).name)),
  );
  return named ?? services[0];
}

/** Words between single spaces: “payment service” is payment-service. */
function wordsOf(text: string): string {
  const words = text.toLocaleLowerCase('en-US').match(/[\p{L}\p{N}]+/gu) ?? [];
  return ` ${words.join(' ')} `;
}
