import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';

const ROOT = 'postmortems';
/** Keys of this plugin and of the modules that belong to it; each of them checks what is below its own. */
const KNOWN_KEYS = [
  'templateManagement',
  'contributingFactorCategories',
  'prometheus',
  'openai',
];

/**
 * Warns of keys below `postmortems` that are likely to be misspelt. They are not refused: a module that somebody else has written may
 * have keys of its own there.
 */
export function warnOfUnknownKeys(options: {
  config: RootConfigService;
  logger: LoggerService;
}): void {
  const keys = options.config.getOptionalConfig(ROOT)?.keys() ?? [];
  for (const key of keys) {
    if (!KNOWN_KEYS.includes(key)) {
      options.logger.warn(
        `Configuration at ${ROOT}.${key} is ignored, unless a module of yours reads it; known keys are ${KNOWN_KEYS.join(
          ', ',
        )}`,
      );
    }
  }
}
