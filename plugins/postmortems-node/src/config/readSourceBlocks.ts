import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const ROOT = 'postmortems.provenanceRouting';

/**
 * Lists of sources in the configuration, by the kind of evidence that they bring.
 *
 * @public
 */
export type SourceList =
  | 'chatSources'
  | 'telemetrySources'
  | 'deploymentSources'
  | 'agentTraces';

/** A block of the configuration, and the path to it. @public */
export interface SourceBlock<T> {
  /** For messages, e.g. `postmortems.provenanceRouting.chatSources[0]`. */
  path: string;
  /** With the defaults of its schema. */
  block: T;
}

/**
 * The blocks of one platform below `postmortems.provenanceRouting`. Those of
 * other platforms are left to their modules. A list of one may be written as the
 * block itself.
 *
 * @param options - `schema` describes a block without its `platform`
 * @throws `InputError` that names each wrong key by its path
 * @public
 */
export function readSourceBlocks<T>(
  config: RootConfigService,
  options: { list: SourceList; platform: string; schema: z.ZodType<T> },
): SourceBlock<T>[] {
  const { list, platform, schema } = options;
  const problems: string[] = [];
  const found: SourceBlock<T>[] = [];
  for (const { path, block } of listBlocks(config, list)) {
    if (block.platform !== platform) continue;
    const { platform: _, ...fields } = block;
    const parsed = schema.safeParse(fields);
    if (parsed.success) {
      found.push({ path, block: parsed.data });
    } else {
      problems.push(
        ...parsed.error.issues.map(
          issue => `${pathTo(path, issue.path)} ${issue.message}`,
        ),
      );
    }
  }
  refuse(problems);
  return found;
}

/**
 * The platforms that a list names, each with its path, whoever reads them; `name`
 * tells blocks of one platform apart that are sources of their own.
 *
 * @throws `InputError` for a block without a platform
 * @public
 */
export function listSourcePlatforms(
  config: RootConfigService,
  list: SourceList,
): { path: string; platform: string; name?: string }[] {
  return listBlocks(config, list).map(({ path, block }) => ({
    path,
    platform: block.platform,
    ...(typeof block.name === 'string' && { name: block.name }),
  }));
}

const blockSchema = z.looseObject({
  platform: z
    .string({ error: 'must be the name of a platform, e.g. slack' })
    .min(1, 'must be the name of a platform, e.g. slack'),
});

function listBlocks(config: RootConfigService, list: SourceList) {
  const root = `${ROOT}.${list}`;
  const value = config.getOptional(root);
  const blocks = Array.isArray(value) ? value : [value ?? []].flat();
  const problems: string[] = [];
  const found = blocks.flatMap((block, index) => {
    const path = Array.isArray(value) ? `${root}[${index}]` : root;
    const parsed = blockSchema.safeParse(block);
    if (parsed.success) return [{ path, block: parsed.data }];
    problems.push(
      ...parsed.error.issues.map(
        issue => `${pathTo(path, issue.path)} ${issue.message}`,
      ),
    );
    return [];
  });
  refuse(problems);
  return found;
}

function pathTo(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`,
    root,
  );
}

function refuse(problems: string[]): void {
  if (problems.length === 0) return;
  throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
}
