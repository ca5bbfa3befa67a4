import { toError } from '@backstage/errors';
import { promises as fs } from 'node:fs';
import { z } from 'zod';
import type { Anchor } from './SealChecker';

/** Bytes of the end of the file that are read: some ten thousand entries. */
const MAX_BYTES = 2 * 1024 * 1024;

/** The line of the backend's log, however the log frames it. */
const LOGGED = /The chain of seals is at entry (\d+), ([a-f0-9]{64})/;

const anchorSchema = z.object({
  sequence: z.int().positive(),
  hash: z.string().regex(/^[a-f0-9]{64}$/),
  signed: z.boolean().optional(),
});

/** Adds one line of JSON to the file. */
export async function writeAnchor(
  file: string,
  { sequence, hash, signed }: Anchor,
): Promise<void> {
  const line = { at: new Date().toISOString(), sequence, hash, signed };
  await fs.appendFile(file, `${JSON.stringify(line)}\n`);
}

/** Throws `Error` when nothing can be added to the file. */
export async function requireWritable(file: string): Promise<void> {
  await fs.appendFile(file, '');
}

/**
 * The anchors of a file, from its lines of JSON and of the backend's log; none when
 * it is not there. Throws `Error` when it cannot be read.
 */
export async function readAnchors(file: string): Promise<Anchor[]> {
  let text: string;
  try {
    const { size } = await fs.stat(file);
    const handle = await fs.open(file);
    try {
      const length = Math.min(size, MAX_BYTES);
      const buffer = Buffer.alloc(length);
      await handle.read(buffer, 0, length, size - length);
      text = buffer.toString();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(`${file} cannot be read: ${toError(error).message}`);
  }
  return text.split('\n').flatMap(line => {
    const parsed = anchorSchema.safeParse(jsonOf(line));
    const anchor = parsed.success ? parsed.data : loggedIn(line);
    return anchor ? [anchor] : [];
  });
}

function loggedIn(line: string): Anchor | undefined {
  const [, sequence, hash] = LOGGED.exec(line) ?? [];
  return hash ? { sequence: Number(sequence), hash } : undefined;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The first line may be cut
    return undefined;
  }
}
