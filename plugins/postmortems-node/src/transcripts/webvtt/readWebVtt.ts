import { InputError } from '@backstage/errors';
import { plainText, readVoices, type Said } from './cueText';
import { nameSpeakers } from './nameSpeakers';

/** Microsoft Graph leaves out zeros, and counts back from a late start. */
const TIME = String.raw`(-?)(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})`;
const TIMING = new RegExp(
  String.raw`^[ \t]*${TIME}[ \t]*-->[ \t]*${TIME}(?:[ \t].*)?$`,
);
const NO_CUE = /^(?:STYLE|REGION)[ \t]*$/;
const NOTE = /^NOTE(?:[ \t]|$)/;

/** A part of a recording in which one person speaks; times count from its start. */
export interface Cue extends Said {
  startMs: number;
  endMs: number;
}

/** What a file of transcribed speech has in it. */
export interface WebVtt {
  /** The lines and notes before the first cue. */
  header: string;
  cues: Cue[];
  /** What is no cue, counted by why. */
  skipped: ReadonlyMap<string, number>;
}

/**
 * Reads WebVTT (https://www.w3.org/TR/webvtt1/) as Zoom and Teams write it, and as
 * people edit it. Unlike a player it takes only whole timing lines for such, so that
 * somebody may speak of an arrow, and leaves out no cue whose id begins with NOTE.
 *
 * @param text - with line feeds, without a byte order mark
 * @throws `InputError` when it is no such file, or nobody speaks in it
 */
export function readWebVtt(text: string): WebVtt {
  if (!/^WEBVTT(?:[ \t\n]|$)/.test(text)) {
    throw new InputError(
      'The file does not begin with WEBVTT: it is no .vtt transcript',
    );
  }
  const header: string[] = [];
  const cues: Cue[] = [];
  let untimed = 0;
  let silent = 0;
  for (const block of blocksOf(text)) {
    const timed = block.findIndex(line => TIMING.test(line));
    if (timed < 0) {
      if (cues.length === 0) header.push(...block);
      const isKnown = block[0].startsWith('WEBVTT') || NOTE.test(block[0]);
      if (!isKnown && !NO_CUE.test(block[0])) untimed += 1;
      continue;
    }
    // One line before is its id
    if (timed > 1) untimed += 1;
    const { startMs, endMs } = timesOf(block[timed]);
    const voices = readVoices(block.slice(timed + 1).join(' '));
    if (voices.length === 0) silent += 1;
    cues.push(...voices.map(voice => ({ ...voice, startMs, endMs })));
  }
  if (cues.length === 0) {
    throw new InputError('The transcript has no cue with a time and a text');
  }
  return {
    header: header.map(plainText).join('\n'),
    cues: nameSpeakers(cues),
    skipped: new Map(
      [
        ['Text without a time', untimed] as const,
        ['Cue without a text', silent] as const,
      ].filter(([, count]) => count > 0),
    ),
  };
}

/** Lines between empty ones; a timing line begins a block as well, with its id. */
function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let block: string[] = [];
  let isTimed = false;
  const close = () => {
    if (block.length > 0) blocks.push(block);
    block = [];
    isTimed = false;
  };
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      close();
      continue;
    }
    if (TIMING.test(line)) {
      if (isTimed) {
        const id = /^\d+$/.test(block.at(-1)!) ? [block.pop()!] : [];
        close();
        block = id;
      }
      isTimed = true;
    }
    block.push(line);
  }
  close();
  return blocks;
}

function timesOf(line: string): { startMs: number; endMs: number } {
  const [, ...parts] = TIMING.exec(line)!;
  const [startMs, endMs] = [parts.slice(0, 5), parts.slice(5)].map(
    ([sign, hours = '0', minutes, seconds, fraction]) =>
      Number(`${sign}1`) *
      (((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
        Number(fraction.padEnd(3, '0'))),
  );
  return { startMs, endMs: Math.max(startMs, endMs) };
}
