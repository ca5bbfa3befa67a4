import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { Utterance } from '../utterances';

/** Each is checked, so that many empty ones would hold the process up. */
const MAX_ITEMS = 100_000;

const timeSchema = z.iso
  .datetime({ offset: true })
  .transform(time => new Date(time));
const seconds = z.number().min(0).max(1e6);
const optionalText = z.string().trim().min(1).optional().catch(undefined);

const utteranceSchema = z.looseObject({
  /** A time with a zone, or seconds from the start. */
  time: z.union([timeSchema, seconds]),
  /** Its end, in the same way. */
  until: z.union([timeSchema, seconds]).optional().catch(undefined),
  speaker: optionalText,
  email: z.email().toLowerCase().optional().catch(undefined),
  text: z.string().trim(),
});
const documentSchema = z.looseObject({
  startedAt: timeSchema.optional(),
  utterances: z.array(z.unknown()),
});

/** What is in a file of utterances. */
export interface Transcript {
  startedAt?: Date;
  utterances: Utterance[];
  /** What is no utterance, counted by why. */
  skipped: ReadonlyMap<string, number>;
}

/**
 * Reads objects with `time`, `until`, `speaker`, `email` and `text`: one in each line, in a
 * JSON array, or as `utterances` of a JSON object with `startedAt`.
 *
 * @param context - `startedAt` is used when the file has none
 * @throws `InputError` when there is no such object, or the start is needed
 */
export function readJsonTranscript(
  text: string,
  context: { startedAt?: Date },
): Transcript {
  const file = parseFile(text);
  if (file.items.length > MAX_ITEMS) {
    throw new InputError(
      `The file has ${file.items.length} utterances, more than ${MAX_ITEMS}: upload the part about the incident`,
    );
  }
  const startedAt = context.startedAt ?? file.startedAt;
  const utterances: Utterance[] = [];
  const skipped = new Map<string, number>();
  for (const item of file.items) {
    const parsed = utteranceSchema.safeParse(item);
    const reason = parsed.success ? '' : reasonOf(parsed.error);
    if (!parsed.success || parsed.data.text === '') {
      const why = reason || 'An utterance without a text';
      skipped.set(why, (skipped.get(why) ?? 0) + 1);
      continue;
    }
    const { time, until = time, speaker, email, text: words } = parsed.data;
    if (typeof time === 'number' && !startedAt) {
      throw new InputError(
        'The transcript has times in seconds from its start, and nothing tells when that was. Send ?startedAt= with the time and its zone (2026-11-28T14:02:00Z), or name it in the file as startedAt',
      );
    }
    const at = msOf(time, startedAt);
    const end = msOf(until, startedAt);
    utterances.push({
      at,
      until: Math.max(at, end),
      speaker,
      email,
      text: words,
    });
  }
  if (utterances.length === 0) {
    throw new InputError(
      'The file has no utterance: each is an object with time (ISO 8601 with a zone, or seconds from the start), text, and if known speaker and email',
    );
  }
  return { startedAt, utterances, skipped };
}

function msOf(time: Date | number, startedAt?: Date): number {
  return typeof time === 'number'
    ? (startedAt?.getTime() ?? 0) + Math.round(time * 1000)
    : time.getTime();
}

function reasonOf(error: z.ZodError): string {
  const [{ path }] = error.issues;
  if (path[0] === 'time') {
    return 'An utterance without a valid time: ISO 8601 with a zone, or seconds from the start';
  }
  return path[0] === 'text'
    ? 'An utterance without a text'
    : 'Not an object with time and text';
}

function parseFile(text: string): { startedAt?: Date; items: unknown[] } {
  const whole = parseJson(text);
  if (Array.isArray(whole)) return { items: whole };
  const { data } = documentSchema.safeParse(whole);
  if (data) return { startedAt: data.startedAt, items: data.utterances };
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return { items: lines.map(parseJson) };
}

/** `undefined` for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
