import { InputError, toError } from '@backstage/errors';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

/** Bounds of an archive; larger ones are refused. */
export type UnzipLimits = {
  maxEntries: number;
  /** Bytes of one file, and of all that are read, when unpacked. */
  maxFileBytes: number;
  maxTotalBytes: number;
};

/**
 * Files of a zip archive that `wants` names, in memory: nothing is written, so
 * that a path in the archive is no more than a name. Sizes are counted while a
 * file is unpacked, because an archive may lie about them.
 *
 * @throws `InputError`
 */
export async function unzip(
  archive: Buffer,
  options: UnzipLimits & { wants: (name: string) => boolean },
): Promise<Map<string, Buffer>> {
  const zip = await open(archive);
  if (zip.entryCount > options.maxEntries) {
    throw new InputError(
      `The archive has ${zip.entryCount} files, more than ${options.maxEntries}`,
    );
  }
  const files = new Map<string, Buffer>();
  let total = 0;
  for (;;) {
    const entry = await nextEntry(zip);
    if (!entry) return files;
    const { fileName } = entry;
    if (fileName.endsWith('/') || !options.wants(fileName)) continue;
    if (entry.isEncrypted()) {
      throw new InputError(`'${fileName}' in the archive is encrypted`);
    }
    const file = await unpack(zip, entry, options.maxFileBytes);
    total += file.length;
    if (total > options.maxTotalBytes) {
      throw new InputError(
        `The archive unpacks to more than ${options.maxTotalBytes} bytes`,
      );
    }
    files.set(fileName, file);
  }
}

function open(archive: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true }, (error, zip) =>
      error ? reject(unreadable(error)) : resolve(zip),
    );
  });
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => {
      zip.removeAllListeners();
      action();
    };
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)));
    zip.once('end', () => settle(() => resolve(undefined)));
    zip.once('error', error => settle(() => reject(unreadable(error))));
    zip.readEntry();
  });
}

async function unpack(
  zip: ZipFile,
  entry: Entry,
  maxBytes: number,
): Promise<Buffer> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) =>
      error ? reject(unreadable(error)) : resolve(opened),
    );
  });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > maxBytes) {
        throw new InputError(
          `'${entry.fileName}' in the archive unpacks to more than ${maxBytes} bytes`,
        );
      }
      chunks.push(bytes);
    }
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(error);
  }
  return Buffer.concat(chunks);
}

function unreadable(error: unknown): InputError {
  return new InputError(
    `The archive cannot be read as a zip file: ${toError(error).message}`,
  );
}
