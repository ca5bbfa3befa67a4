import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import type { PostmortemTemplate } from '@postmortems/backstage-plugin-postmortems-common';
import fs from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TemplateStore } from './TemplateStore';
import { builtInTemplate } from './builtInTemplate';
import type { TemplateConfig } from './config';
import { parseTemplate } from './parseTemplate';

export type LoadedTemplate = {
  template: PostmortemTemplate;
  source: string;
};

/** Time to read all URLs of one location, in milliseconds. */
const URL_TIMEOUT_MS = 30_000;

/**
 * Reads the templates of all locations, and keeps what it read in the store.
 */
export class TemplateLoader {
  readonly #locations: TemplateConfig['locations'];
  readonly #urlReader: UrlReaderService;
  readonly #templates: Pick<TemplateStore, 'save'>;
  readonly #logger: LoggerService;
  /** By location, so that one that cannot be reached keeps what it had. */
  readonly #loaded = new Map<string, LoadedTemplate[]>();

  constructor(options: {
    locations: TemplateConfig['locations'];
    urlReader: UrlReaderService;
    templates: Pick<TemplateStore, 'save'>;
    logger: LoggerService;
  }) {
    this.#locations = options.locations;
    this.#urlReader = options.urlReader;
    this.#templates = options.templates;
    this.#logger = options.logger;
  }

  /**
   * All templates by name, the built-in one among them. Throws `InputError` for
   * a template that is wrong. A URL that cannot be reached is logged.
   */
  async load(): Promise<Map<string, LoadedTemplate>> {
    for (const location of this.#locations) {
      const key = `${location.type}:${location.target}`;
      const contents =
        location.type === 'file'
          ? await readFiles(location.target)
          : await this.#readUrl(location.target);
      if (contents) {
        this.#loaded.set(
          key,
          contents.map(({ source, yaml }) => ({
            source,
            template: parseTemplate(yaml, source),
          })),
        );
      }
    }
    const byName = new Map<string, LoadedTemplate>([
      [builtInTemplate.name, { template: builtInTemplate, source: 'built in' }],
    ]);
    for (const one of [...this.#loaded.values()].flat()) {
      const known = byName.get(one.template.name);
      if (known && !isDeepStrictEqual(known.template, one.template)) {
        throw new InputError(
          `The templates at ${known.source} and ${one.source} are both named ${one.template.name}`,
        );
      }
      byName.set(one.template.name, known ?? one);
    }
    for (const one of byName.values()) await this.#templates.save(one);
    return byName;
  }

  async #readUrl(
    target: string,
  ): Promise<{ source: string; yaml: string }[] | undefined> {
    try {
      const { files } = await this.#urlReader.search(target, {
        signal: AbortSignal.timeout(URL_TIMEOUT_MS),
      });
      return await Promise.all(
        files.map(async ({ url, content }) => ({
          source: url,
          yaml: (await content()).toString('utf8'),
        })),
      );
    } catch (error) {
      this.#logger.warn(
        `The templates at ${target} cannot be read${
          this.#loaded.size > 0 ? ', the last ones stay' : ''
        }: ${toError(error).message}`,
      );
      return undefined;
    }
  }
}

/**
 * One file, or with `*` in its name all matching files of its folder, by name.
 */
async function readFiles(
  target: string,
): Promise<{ source: string; yaml: string }[]> {
  const folder = path.dirname(path.resolve(target));
  const name = path.basename(target);
  const names = name.includes('*')
    ? (await fs.readdir(folder).catch(() => []))
        .filter(file => matches(file, name))
        .sort()
    : [name];
  if (names.length === 0) {
    throw new InputError(`There is no template at ${target}`);
  }
  return Promise.all(
    names.map(async file => {
      const source = path.join(path.dirname(target), file);
      try {
        return {
          source,
          yaml: await fs.readFile(path.join(folder, file), 'utf8'),
        };
      } catch (error) {
        throw new InputError(
          `The template at ${source} cannot be read: ${
            (error as NodeJS.ErrnoException).code ?? error
          }`,
        );
      }
    }),
  );
}

function matches(file: string, pattern: string): boolean {
  const expression = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`).test(file);
}
