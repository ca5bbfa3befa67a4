/** Names for the ids in messages; `undefined` where none is known. */
export interface Names {
  user(id: string): string | undefined;
  group(id: string): string | undefined;
  channel(id: string): string | undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
};

/** Slack escapes these three and no others. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, entity => ENTITIES[entity]);
}

export function userMention(id: string, names: Names, label = ''): string {
  return `@${names.user(id) ?? (stripSign(label) || id)}`;
}

export function groupMention(id: string, names: Names, label = ''): string {
  const name = names.group(id);
  if (name) return `@${name}`;
  // The label is of the time of writing, and nobody vouches for it
  return label ? `@${stripSign(label)} (a user group)` : 'a user group';
}

export function channelMention(id: string, names: Names, label = ''): string {
  return `#${names.channel(id) ?? (stripSign(label) || id)}`;
}

/**
 * What a reader of Slack sees of mrkdwn text: names in place of ids, addresses
 * behind their labels, entities decoded. Marks such as `*` stay.
 */
export function readableText(mrkdwn: string, names: Names): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of mrkdwn.matchAll(/<([^<>\s][^<>]*)>/g)) {
    parts.push(decodeEntities(mrkdwn.slice(end, match.index)));
    parts.push(readableToken(match[1], names));
    end = match.index + match[0].length;
  }
  parts.push(decodeEntities(mrkdwn.slice(end)));
  return parts.join('');
}

function readableToken(token: string, names: Names): string {
  const bar = token.indexOf('|');
  const target = decodeEntities(bar < 0 ? token : token.slice(0, bar));
  const label = bar < 0 ? '' : decodeEntities(token.slice(bar + 1));
  const [, sign, rest] = /^([@#!]?)(.*)$/s.exec(target)!;
  if (sign === '@') return userMention(rest, names, label);
  if (sign === '#') return channelMention(rest, names, label);
  if (sign === '') return readableLink(target, label);
  const [command, id] = rest.split('^');
  if (command === 'subteam' && id) return groupMention(id, names, label);
  if (command === 'date') return label || rest;
  return label ? stripSign(label, '@') : `@${command}`;
}

export function readableLink(url: string, label: string): string {
  const plain = url.replace(/^mailto:/, '');
  return label && label !== plain && label !== url
    ? `${label} (${plain})`
    : plain;
}

function stripSign(label: string, sign = ''): string {
  return sign + label.replace(/^[@#]/, '');
}
