import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { MAX_PAYLOAD_BYTES } from '@postmortems/backstage-plugin-postmortems-common';
import { readFile, stat } from 'node:fs/promises';

/**
 * A text file of the workspace, word for word. Throws `InputError` for a path that leads out of the workspace, and for what is
 * not there, too large, or not text in UTF-8. The error names the file as it was given: the log of a task is no place to tell
 * where on the machine the workspace is.
 */
export async function readTextFile(
  workspace: string,
  file: string,
): Promise<string> {
  const bytes = await readBytes(workspace, file);
  if (bytes.includes(0)) {
    throw new InputError(`file: '${file}' is not a text file`);
  }
  try {
    return decode(bytes);
  } catch {
    throw new InputError(
      endsWithinCharacter(bytes)
        ? `file: '${file}' ends in the middle of a character`
        : `file: '${file}' is not text in UTF-8`,
    );
  }
}

async function readBytes(workspace: string, file: string): Promise<Buffer> {
  try {
    const path = resolveSafeChildPath(workspace, file);
    const stats = await stat(path);
    if (!stats.isFile()) {
      throw new InputError(`file: '${file}' is not a file`);
    }
    if (stats.size > MAX_PAYLOAD_BYTES) {
      throw new InputError(
        `file: '${file}' has ${stats.size} bytes, at most ${MAX_PAYLOAD_BYTES} are taken`,
      );
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`file: '${file}' ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof NotAllowedError) {
    return 'leads out of the workspace, which is not allowed';
  }
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? 'is not in the workspace'
    : `cannot be read (${code})`;
}

/** Throws `TypeError` for what is not UTF-8. `ignoreBOM` keeps the byte order mark: it is part of the file. */
function decode(bytes: Buffer, options?: { stream: boolean }): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return decoder.decode(bytes, options);
}

/** Whether nothing but the end is missing, as in a log that was cut at a number of bytes. */
function endsWithinCharacter(bytes: Buffer): boolean {
  try {
    decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
