import type { Cue } from './readWebVtt';

/** No time of day (`10:02 was …`), no sentence, and no web address. */
const NAMED = /^([\p{L}][^:?!;\n]{0,79}): +(\S.*)$/u;
const MAX_WORDS = 6;

/**
 * Takes speakers from `Name: text`, as Zoom writes it, where a cue has no voice
 * span. People say such things too (“Update: it is green”, “Root Cause: the pool”),
 * so that a name must come twice, or be in each cue; else it stays a part of the text.
 */
export function nameSpeakers(cues: readonly Cue[]): Cue[] {
  const prefixes = cues.map(({ speaker, text }) =>
    speaker === undefined ? prefixOf(text) : undefined,
  );
  const times = new Map<string, number>();
  for (const prefix of prefixes) {
    if (prefix) times.set(prefix.name, (times.get(prefix.name) ?? 0) + 1);
  }
  const isInAll = cues.every(
    ({ speaker }, place) => speaker !== undefined || prefixes[place],
  );
  return cues.map((cue, place) => {
    const prefix = prefixes[place];
    if (!prefix) return cue;
    const { name, text } = prefix;
    const isName = isInAll || times.get(name)! > 1;
    return isName ? { ...cue, speaker: name, text } : cue;
  });
}

function prefixOf(said: string): { name: string; text: string } | undefined {
  const [, name, text] = NAMED.exec(said) ?? [];
  if (!name || name.split(' ').length > MAX_WORDS) return undefined;
  return { name: name.trim(), text };
}
