import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { MAX_PAYLOAD_BYTES } from '@postmortems/backstage-plugin-postmortems-common';
import { readFile, stat } from 'node:fs/promises';

/**
 * Reads a UTF-8 text file of the workspace. Errors name the path as it is in the
 * input, because the log of a task must not show where the workspace is.
 *
 * @throws `InputError` when the path leads out of the workspace, or the file is
 * missing, too large or not UTF-8 text
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
        `file: '${file}' has ${stats.size} bytes, at most ${MAX_PAYLOAD_BYTES} are allowed`,
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

/**
 * Throws `TypeError` on invalid UTF-8. `ignoreBOM` keeps the byte order mark,
 * which is part of the file.
 */
function decode(bytes: Buffer, options?: { stream: boolean }): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return decoder.decode(bytes, options);
}

/**
 * Whether only the last character is incomplete, as in a log that was cut at a
 * number of bytes.
 */
function endsWithinCharacter(bytes: Buffer): boolean {
  try {
    decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
