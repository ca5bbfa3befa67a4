import { cardText, isFile } from './cardText';
import { htmlText, type Mentions } from './htmlText';
import type { TeamsMessage } from './teamsMessage';

/** A text, and where in the message of Teams it stands (RFC 6901). */
type Part = { pointer: string; text: string };

export type MessageText = {
  text: string;
  /** Pointers to where it was taken from. */
  takenFrom: string[];
};

/** The name of a user by the id of the account, if it is known. */
export type NameOf = (id: string) => string | undefined;

/**
 * What a message says: its subject and body, else its cards, else the names of its
 * files. Programs often leave the body empty.
 */
export function messageText(
  message: TeamsMessage,
  nameOf: NameOf,
): MessageText {
  for (const parts of [
    bodyParts(message, nameOf),
    cardParts(message),
    fileParts(message),
  ]) {
    if (parts.length > 0) return joined(parts);
  }
  return { text: '', takenFrom: [] };
}

/** What cards say besides the text, such as the details of an alert. */
export function attachmentText(message: TeamsMessage): string {
  return joined(cardParts(message)).text;
}

/** The id of the account decides who is mentioned, not what the sender wrote. */
export function mentionNames(message: TeamsMessage, nameOf: NameOf): Mentions {
  return new Map(
    (message.mentions ?? []).map(({ id, mentioned, mentionText = '' }) => {
      const { user, application } = mentioned ?? {};
      const name =
        (user?.id && nameOf(user.id)) ||
        user?.displayName ||
        application?.displayName ||
        mentionText;
      return [id, name.replace(/^@/, '')];
    }),
  );
}

function joined(parts: readonly Part[]): MessageText {
  return {
    text: parts.map(part => part.text).join('\n'),
    takenFrom: parts.map(part => part.pointer),
  };
}

function bodyParts(message: TeamsMessage, nameOf: NameOf): Part[] {
  const { subject = '', body } = message;
  const content = body?.content ?? '';
  const text =
    body?.contentType === 'text'
      ? content.trim()
      : htmlText(content, mentionNames(message, nameOf));
  return [
    { pointer: '/subject', text: subject.trim() },
    { pointer: '/body/content', text },
  ].filter(part => part.text);
}

function cardParts({ attachments = [] }: TeamsMessage): Part[] {
  return attachments.flatMap((attachment, index) => {
    const text = cardText(attachment);
    return text ? [{ pointer: `/attachments/${index}/content`, text }] : [];
  });
}

function fileParts({ attachments = [] }: TeamsMessage): Part[] {
  return attachments.flatMap((attachment, index) => {
    const { name } = attachment;
    return name && isFile(attachment)
      ? [{ pointer: `/attachments/${index}/name`, text: name }]
      : [];
  });
}
