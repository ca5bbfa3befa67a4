/** Without tags. */
const MAX_LENGTH = 240;
/** Characters before the first match. */
const LEAD = 80;

/** The tags around matches. */
type Tags = { preTag: string; postTag: string };

/**
 * The text around the first match, or the beginning. Cuts between words, and
 * keeps tags paired.
 */
export function excerptOf(text: string, tags?: Tags): string {
  const from = startOf(text, tags);
  let excerpt = from > 0 ? '…' : '';
  let room = MAX_LENGTH;
  for (const segment of segmentsOf(text.slice(from), tags)) {
    if (segment.text.length > room) {
      const end = segment.text.lastIndexOf(' ', room);
      return `${excerpt}${segment.text.slice(0, Math.max(end, 0))}`
        .trimEnd()
        .concat('…');
    }
    excerpt +=
      tags && segment.marked
        ? `${tags.preTag}${segment.text}${tags.postTag}`
        : segment.text;
    room -= segment.text.length;
  }
  return excerpt;
}

function startOf(text: string, tags?: Tags): number {
  const first = tags ? text.indexOf(tags.preTag) : 0;
  return first > LEAD ? text.lastIndexOf(' ', first - LEAD) + 1 : 0;
}

function segmentsOf(text: string, tags?: Tags) {
  if (!tags) return [{ text, marked: false }];
  const [before, ...parts] = text.split(tags.preTag);
  return [
    { text: before, marked: false },
    ...parts.flatMap(part => {
      const [word, after = ''] = part.split(tags.postTag);
      return [
        { text: word, marked: true },
        { text: after, marked: false },
      ];
    }),
  ];
}
