import { z } from 'zod';
import {
  readMessages,
  type SlackMessage,
  uniqueMessages,
} from '../messages/slackMessage';
import { unzip, type UnzipLimits } from './unzip';

const DAY_MS = 24 * 60 * 60 * 1000;

type Window = { from: Date; to: Date };

/** The JSON files of an export, by their names in it. */
export class ExportFiles {
  readonly #files: ReadonlyMap<string, Buffer>;
  /** What could not be read. */
  readonly problems: string[] = [];

  /** @throws `InputError` */
  static async open(
    archive: Buffer,
    options: UnzipLimits & { window?: Window },
  ): Promise<ExportFiles> {
    const files = await unzip(archive, {
      ...options,
      wants: name =>
        /^(?:[^/]+\/){0,2}[^/]+\.json$/.test(name) &&
        isOfWindow(name, options.window),
    });
    return new ExportFiles(withoutTopFolder(files));
  }

  private constructor(files: ReadonlyMap<string, Buffer>) {
    this.#files = files;
  }

  /** A file that fits the schema; `undefined` without one. */
  read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const file = this.#files.get(name);
    if (!file) return undefined;
    const parsed = schema.safeParse(parseJson(file));
    if (!parsed.success) this.problems.push(`'${name}' could not be read`);
    return parsed.data;
  }

  /** Messages of a channel, by its folder, each once. */
  messagesIn(folder: string): SlackMessage[] {
    const days = [...this.#files.keys()]
      .filter(name => name.startsWith(`${folder}/`))
      .sort();
    return uniqueMessages(days.flatMap(day => this.#messagesOf(day)));
  }

  #messagesOf(day: string): SlackMessage[] {
    const listed = this.read(day, z.array(z.unknown())) ?? [];
    const { messages, unreadable } = readMessages(listed);
    if (unreadable > 0) {
      this.problems.push(
        `Messages in '${day}' without a valid ts: ${unreadable}`,
      );
    }
    return messages;
  }
}

/** People unpack exports, and pack their folder. */
function withoutTopFolder(
  files: ReadonlyMap<string, Buffer>,
): ReadonlyMap<string, Buffer> {
  const folder = [...files.keys()]
    .map(name => /^([^/]+\/)(?:channels|groups)\.json$/.exec(name)?.[1])
    .find(Boolean);
  if (!folder || files.has('channels.json') || files.has('groups.json')) {
    return files;
  }
  return new Map(
    [...files]
      .filter(([name]) => name.startsWith(folder))
      .map(([name, file]) => [name.slice(folder.length), file]),
  );
}

/** Days of a channel's folder are those of the workspace's time zone. */
function isOfWindow(name: string, window?: Window): boolean {
  const day = /\/(\d{4}-\d{2}-\d{2})\.json$/.exec(name)?.[1];
  if (!day || !window) return true;
  const start = Date.parse(day);
  return (
    start >= window.from.getTime() - 2 * DAY_MS &&
    start <= window.to.getTime() + DAY_MS
  );
}

function parseJson(file: Buffer): unknown {
  try {
    return JSON.parse(file.toString('utf8'));
  } catch {
    return undefined;
  }
}
