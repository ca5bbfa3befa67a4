import {
  asList,
  asRecord,
  asText,
} from '@postmortems/backstage-plugin-postmortems-node';
import { htmlText } from './htmlText';
import type { TeamsAttachment } from './teamsMessage';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const CARD = /^application\/vnd\.microsoft\.(?:teams\.)?card\./;
/** Deeper than cards nest, and longer than Teams lets them be. */
const MAX_DEPTH = 16;
const MAX_CONTENT = 500_000;
/** What people press or fill in, and what only programs read. */
const SILENT = /^(?:Action\.|ActionSet$|Input\.|Media$)/;

/** Fields with text, in the order in which cards show them. */
const TEXTS = [
  'title',
  'subtitle',
  'activityTitle',
  'activitySubtitle',
  'activityText',
  'text',
  'altText',
];
/** Fields with more of a card. */
const PARTS = [
  'body',
  'facts',
  'inlines',
  'items',
  'columns',
  'rows',
  'cells',
  'sections',
];

function isCard({ contentType }: TeamsAttachment): boolean {
  return CARD.test(contentType);
}

/** Neither a card nor another message, as `messageReference` is. */
export function isFile(attachment: TeamsAttachment): boolean {
  return !isCard(attachment) && !/[a-z]Reference$/.test(attachment.contentType);
}

/**
 * The text of a card: adaptive cards, those of Bot Framework, and those of Office
 * 365 connectors, which many tools of alerting send. Empty for what holds none.
 *
 * @see https://adaptivecards.io/explorer/
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
export function cardText(attachment: TeamsAttachment): string {
  if (!isCard(attachment)) return '';
  const card = asRecord(parseContent(attachment.content));
  // Other cards may have HTML in their texts
  const readable =
    attachment.contentType === ADAPTIVE
      ? (text: string) => text.trim()
      : (text: string) => htmlText(text);
  const lines = partText(card, readable, 0);
  if (lines.length > 0) return lines.join('\n');
  return readable(asText(card.summary) || asText(card.fallbackText));
}

function parseContent(content: unknown): unknown {
  if (typeof content !== 'string' || content.length > MAX_CONTENT) {
    return content;
  }
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

type Readable = (text: string) => string;

function partText(value: unknown, readable: Readable, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof value === 'string') return [readable(value)].filter(Boolean);
  if (Array.isArray(value)) {
    return value.flatMap(item => partText(item, readable, depth + 1));
  }
  const part = asRecord(value);
  const type = asText(part.type);
  if (SILENT.test(type) || part.isVisible === false) return [];
  if (type === 'RichTextBlock') {
    const runs = asList(part.inlines).map(
      run => asText(run) || asText(asRecord(run).text),
    );
    return [readable(runs.join(''))].filter(Boolean);
  }
  const texts = TEXTS.map(name => readable(asText(part[name]))).filter(Boolean);
  const fact = factText(part, readable);
  return [
    ...(fact ? [fact] : texts),
    ...PARTS.flatMap(name =>
      part[name] === undefined ? [] : partText(part[name], readable, depth + 1),
    ),
  ];
}

/** `title: value` of adaptive cards, `name: value` of connectors. */
function factText(part: Record<string, unknown>, readable: Readable): string {
  const value = readable(asText(part.value));
  if (!value) return '';
  const name = readable(asText(part.title) || asText(part.name));
  return [name.replace(/:$/, ''), value].filter(Boolean).join(': ');
}
