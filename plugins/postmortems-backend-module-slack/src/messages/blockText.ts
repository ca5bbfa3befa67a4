import {
  asList,
  asRecord,
  asText,
  type JsonRecord,
} from '@postmortems/backstage-plugin-postmortems-node';
import {
  channelMention,
  decodeEntities,
  groupMention,
  type Names,
  readableLink,
  readableText,
  userMention,
} from './mrkdwn';

/** Deeper than Slack nests blocks. */
const MAX_DEPTH = 8;

/** The text of a Block Kit block; empty for those that hold none, as a divider. */
export function blockText(value: unknown, names: Names): string {
  const block = asRecord(value);
  switch (block.type) {
    case 'rich_text':
      return richText(block, names);
    case 'section':
      return lines([
        textObject(block.text, names),
        ...asList(block.fields).map(field => textObject(field, names)),
      ]);
    case 'header':
      return textObject(block.text, names);
    case 'context':
      return asList(block.elements)
        .map(element => imageText(element, names) || textObject(element, names))
        .filter(Boolean)
        .join(' ');
    case 'image':
      return imageText(block, names);
    case 'actions':
    case 'divider':
    case 'input':
      return '';
    default:
      return lines(anyText(block, names, 0));
  }
}

/** `plain_text` or `mrkdwn`, or a bare string in some blocks. */
function textObject(value: unknown, names: Names): string {
  const { type, text } = asRecord(value);
  const raw = asText(text) || asText(value);
  return type === 'plain_text' ? decodeEntities(raw) : readableText(raw, names);
}

function imageText(value: unknown, names: Names): string {
  const image = asRecord(value);
  if (image.type !== 'image') return '';
  return textObject(image.title, names) || asText(image.alt_text);
}

/** Every text in a block of a kind that is not known here. */
function anyText(value: unknown, names: Names, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) {
    return value.flatMap(item => anyText(item, names, depth + 1));
  }
  const record = asRecord(value);
  if (record.type === 'rich_text') return [richText(record, names)];
  if (typeof record.text === 'string') return [textObject(record, names)];
  return Object.values(record).flatMap(item =>
    typeof item === 'object' ? anyText(item, names, depth + 1) : [],
  );
}

function richText(block: JsonRecord, names: Names): string {
  return lines(
    asList(block.elements).map(element => richPart(element, names, 0)),
  );
}

function richPart(value: unknown, names: Names, depth: number): string {
  if (depth > MAX_DEPTH) return '';
  const part = asRecord(value);
  const inside = () =>
    asList(part.elements).map(item => richPart(item, names, depth + 1));
  switch (part.type) {
    case 'rich_text_list':
      return lines(inside().map(item => `• ${item}`));
    case 'rich_text_quote':
      return inside().join('').replace(/^/gm, '> ');
    case 'rich_text_section':
    case 'rich_text_preformatted':
      return inside().join('');
    default:
      return richElement(part, names);
  }
}

function richElement(element: JsonRecord, names: Names): string {
  const text = decodeEntities(asText(element.text));
  switch (element.type) {
    case 'text':
      return asRecord(element.style).code === true && text
        ? `\`${text}\``
        : text;
    case 'link':
      return readableLink(asText(element.url), text);
    case 'user':
      return userMention(asText(element.user_id), names);
    case 'usergroup':
      return groupMention(asText(element.usergroup_id), names);
    case 'channel':
      return channelMention(asText(element.channel_id), names);
    case 'broadcast':
      return `@${asText(element.range)}`;
    case 'emoji':
      return `:${asText(element.name)}:`;
    case 'date':
      return asText(element.fallback);
    default:
      return text || asText(element.value);
  }
}

function lines(texts: readonly string[]): string {
  return texts.filter(text => text.trim() !== '').join('\n');
}
