import { blockText } from './blockText';
import {
  asList,
  asRecord,
  asText,
} from '@postmortems/backstage-plugin-postmortems-node';
import { type Names, readableText } from './mrkdwn';
import type { SlackMessage } from './slackMessage';

/** A text, and where in Slack's message it stands (RFC 6901). */
type Part = { pointer: string; text: string };

export type MessageText = {
  text: string;
  /** Pointers to where it was taken from. */
  takenFrom: string[];
};

/**
 * What a message says: its text, else that of its blocks, else that of its
 * attachments, else the names of its files. Programs often leave the text empty.
 */
export function messageText(message: SlackMessage, names: Names): MessageText {
  const text = readableText(message.text ?? '', names);
  if (text.trim()) return { text, takenFrom: ['/text'] };
  for (const parts of [
    blockParts(message.blocks, '/blocks', names),
    attachmentParts(message.attachments, names),
    fileParts(message),
  ]) {
    if (parts.length > 0) return joined(parts);
  }
  return { text: '', takenFrom: [] };
}

/** What attachments say besides the text, such as the details of an alert. */
export function attachmentText(message: SlackMessage, names: Names): string {
  return joined(attachmentParts(message.attachments, names)).text;
}

function joined(parts: readonly Part[]): MessageText {
  return {
    text: parts.map(part => part.text).join('\n'),
    takenFrom: parts.map(part => part.pointer),
  };
}

function blockParts(blocks: unknown, pointer: string, names: Names): Part[] {
  return asList(blocks).flatMap((block, index) => {
    const text = blockText(block, names);
    return text.trim() ? [{ pointer: `${pointer}/${index}`, text }] : [];
  });
}

function attachmentParts(attachments: unknown, names: Names): Part[] {
  return asList(attachments).flatMap((value, index) => {
    const pointer = `/attachments/${index}`;
    const attachment = asRecord(value);
    const part = (name: string): Part => ({
      pointer: `${pointer}/${name}`,
      text: readableText(asText(attachment[name]), names),
    });
    const fields = asList(attachment.fields).map((field, place): Part => {
      const title = readableText(asText(asRecord(field).title), names);
      const content = readableText(asText(asRecord(field).value), names);
      return {
        pointer: `${pointer}/fields/${place}`,
        text: [title, content].filter(Boolean).join(': '),
      };
    });
    return withoutRepeats([
      part('fallback'),
      part('pretext'),
      part('title'),
      part('text'),
      ...fields,
      ...blockParts(attachment.blocks, `${pointer}/blocks`, names),
    ]);
  });
}

/** The fallback usually repeats the title, and sometimes all. */
function withoutRepeats(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    const text = part.text.trim();
    if (text && !kept.some(other => other.text.includes(text))) kept.push(part);
  }
  return kept;
}

function fileParts({ files }: SlackMessage): Part[] {
  return (files ?? []).flatMap((file, index) => {
    const text = file.title || file.name || '';
    return text ? [{ pointer: `/files/${index}`, text }] : [];
  });
}
