import {
  asRecord,
  asText,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { TeamsMessage } from './teamsMessage';

const TYPE = /([A-Za-z]{1,60})EventMessageDetail$/;

/** Of https://learn.microsoft.com/graph/system-messages; others are told by their names. */
const SENTENCES: Readonly<Record<string, string>> = {
  call_ended: 'A call ended.',
  call_recording: 'A call was recorded.',
  call_started: 'A call began.',
  call_transcript: 'A call was transcribed.',
  members_added: 'Members were added.',
  members_deleted: 'Members were removed.',
  members_joined: 'Members joined.',
  members_left: 'Members left.',
  message_pinned: 'A message was pinned.',
  message_unpinned: 'A message was unpinned.',
};

/** Lines that Teams writes itself, e.g. that a call began. */
export function isSystemEvent({ messageType, eventDetail }: TeamsMessage) {
  return messageType === 'systemEventMessage' || eventDetail !== undefined;
}

/** What happened, as a word and a sentence. */
export function systemEvent({ eventDetail }: TeamsMessage): {
  reason: string;
  message: string;
} {
  const detail = asRecord(eventDetail);
  const [, type = 'system'] = TYPE.exec(asText(detail['@odata.type'])) ?? [];
  const reason = type
    .replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
    .replace(/^_/, '');
  const renamed = asText(detail.channelDisplayName);
  if (reason === 'channel_renamed' && renamed) {
    return { reason, message: `The channel was renamed to ${renamed}.` };
  }
  const words = reason.replaceAll('_', ' ');
  return {
    reason,
    message: SENTENCES[reason] ?? `Event of Teams: ${words}.`,
  };
}

/** Who did it, which `from` does not say of such lines. */
export function initiatorOf({ eventDetail }: TeamsMessage) {
  const { user } = asRecord(asRecord(eventDetail).initiator);
  const id = asText(asRecord(user).id);
  return id ? { id, displayName: asText(asRecord(user).displayName) } : {};
}
