import { InputError } from '@backstage/errors';

/** Bytes; a day of talk takes some two megabytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The text of a file, in UTF-8 or, as editors on Windows save it, UTF-16.
 *
 * @throws `InputError` when it is too large for a transcript
 */
export function readText(file: Buffer): string {
  if (file.length > MAX_BYTES) {
    throw new InputError(
      `The file has ${file.length} bytes, more than the ${MAX_BYTES} of a transcript: upload the part about the incident`,
    );
  }
  const isUtf16 = file[0] === 0xff && file[1] === 0xfe;
  const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(file);
  return text.replace(/\r\n?/g, '\n');
}
