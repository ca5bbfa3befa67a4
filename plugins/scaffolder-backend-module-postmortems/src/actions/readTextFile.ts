import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { MAX_PAYLOAD_BYTES } from '@postmortems/backstage-plugin-postmortems-common';
import { readFile, stat } from 'node:fs/promises';

/** A text file of the workspace. Throws for a path that leads out of it, for what is too large, and for what is not text. */
export async function readTextFile(
  workspace: string,
  file: string,
): Promise<string> {
  const path = resolveSafeChildPath(workspace, file);
  const { size } = await stat(path);
  if (size > MAX_PAYLOAD_BYTES) {
    throw new InputError(
      `file: '${file}' has ${size} bytes, at most ${MAX_PAYLOAD_BYTES} are taken`,
    );
  }
  const text = await readFile(path, 'utf8');
  if (text.includes('\0')) {
    throw new InputError(`file: '${file}' is not a text file`);
  }
  return text;
}
