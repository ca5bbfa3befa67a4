import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  listSourcePlatforms,
  type SourceList,
} from '@postmortems/backstage-plugin-postmortems-node';

const LISTS: readonly SourceList[] = [
  'chatSources',
  'telemetrySources',
  'deploymentSources',
  'agentTraces',
];

/**
 * Warns of sources in the configuration whose module is not installed. They are
 * not refused, because modules of others may read them under another name.
 */
export function warnOfUnreadSources(options: {
  config: RootConfigService;
  logger: LoggerService;
  sources: ReadonlyMap<string, unknown>;
}): void {
  const { config, logger, sources } = options;
  for (const list of LISTS) {
    for (const { path, platform, name } of listSourcePlatforms(config, list)) {
      if (sources.has(platform) || (name && sources.has(name))) continue;
      logger.warn(
        `Configuration at ${path} is ignored, unless a module of yours reads it: no installed source is called '${platform}'`,
      );
    }
  }
}
