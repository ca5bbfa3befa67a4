import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';

const ROOT = 'postmortems';
/**
 * Keys of this plugin and its modules, which validate what is below their own.
 */
const KNOWN_KEYS = [
  'templateManagement',
  'contributingFactorCategories',
  'payloadKinds',
  'provenanceRouting',
  'sealing',
  'webhooks',
  'rateLimits',
  'limits',
  'uploads',
  'catalog',
  'machines',
  'review',
  'visibility',
  'retention',
  'schedule',
  'openai',
];

/**
 * Warns of unknown keys below `postmortems`. They are not refused, because
 * modules of others may read them.
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
