/** Words, and who says them if that is known. */
export interface Said {
  speaker?: string;
  text: string;
}

/** One blank before the name: a second way to divide blanks takes a square of their number. */
const VOICE = /<v(?:\.[^\s<>]*)?(?:[ \t\n]([^<>]*))?>/g;
const TAG =
  /<\/?(?:b|c|i|u|v|lang|rt|ruby)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d\d:\d\d\.\d{3}>/g;
const ENTITIES: Record<string, string> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lrm: '',
  lt: '<',
  nbsp: ' ',
  quot: '"',
  rlm: '',
};

/** What each voice span (`<v Name>`) of a cue says; a cue without them is one. */
export function readVoices(cue: string): Said[] {
  const spans = [...cue.matchAll(VOICE)];
  const before = cue.slice(0, spans[0]?.index);
  return [
    { text: plainText(before) },
    ...spans.map((span, place) => {
      const speaker = plainText(span[1] ?? '');
      const end = spans[place + 1]?.index;
      return {
        ...(speaker && { speaker }),
        text: plainText(cue.slice(span.index + span[0].length, end)),
      };
    }),
  ].filter(({ text }) => text !== '');
}

/** Text on one line, without tags and escapes. */
export function plainText(marked: string): string {
  return marked
    .replace(TAG, '')
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi,
      (all, ...found) => {
        const [decimal, hex, name] = found;
        if (name) return ENTITIES[name.toLowerCase()] ?? all;
        const code = decimal ? Number(decimal) : parseInt(hex, 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
      },
    )
    .replace(/\s+/g, ' ')
    .trim();
}
