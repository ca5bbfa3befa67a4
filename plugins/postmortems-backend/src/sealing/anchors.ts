import { toError } from '@backstage/errors';
import { promises as fs } from 'node:fs';
import { z } from 'zod';
import type { Anchor } from './SealChecker';

/** Bytes of the end of the file that are read: some ten thousand entries. */
const MAX_BYTES = 2 * 1024 * 1024;

const anchorSchema = z.object({
  sequence: z.int().positive(),
  hash: z.string().regex(/^[a-f0-9]{64}$/),
});

/** Adds one line of JSON to the file. */
export async function writeAnchor(
  file: string,
  { sequence, hash }: Anchor,
): Promise<void> {
  const at = new Date().toISOString();
  await fs.appendFile(file, `${JSON.stringify({ at, sequence, hash })}\n`);
}

/** The anchors of a file; none when it is not there. Throws `Error` when it cannot be read. */
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
    return parsed.success ? [parsed.data] : [];
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The first line may be cut
    return undefined;
  }
}
