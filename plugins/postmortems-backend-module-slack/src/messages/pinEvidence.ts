import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { evidenceId, type MessageContext } from './messageEvidence';

/** That somebody pinned a message: what it says is evidence of its own. */
export function pinEvidence(
  pin: { created?: number; created_by?: string; message?: { ts?: string } },
  context: Pick<MessageContext, 'channel' | 'names' | 'serviceOf' | 'now'>,
): SubmitEvidenceNode[] {
  const { created, created_by: by, message } = pin;
  if (!created || !by || !message?.ts) return [];
  const { channel, names } = context;
  const author = { id: by, name: names.user(by) ?? by };
  const label = `#${channel.name ?? channel.id}`;
  return [
    {
      id: `${evidenceId(channel, message.ts)}/pinned`,
      sourceType: 'chat',
      provider: 'slack',
      timestamp: new Date(
        Math.min(created * 1000, context.now.getTime()),
      ).toISOString(),
      metadata: {
        service: context.serviceOf(''),
        correlationId: `slack:${channel.id}:${message.ts}`,
      },
      payload: {
        kind: 'event',
        reason: 'message_pinned',
        message: `${author.name} pinned a message in ${label}.`,
        channel: label,
        channelId: channel.id,
        author,
        pinned: evidenceId(channel, message.ts),
      },
    },
  ];
}
