import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { maskError } from './maskErrors';
import { maskJson } from './maskJson';
import { maskText } from './maskText';

/** A logger that logs no secrets, whoever wrote the message. */
export class MaskingLogger implements LoggerService {
  readonly #logger: LoggerService;

  constructor(logger: LoggerService) {
    this.#logger = logger;
  }

  error(message: string, meta?: Error | JsonObject): void {
    this.#logger.error(maskText(message), maskMeta(meta));
  }

  warn(message: string, meta?: Error | JsonObject): void {
    this.#logger.warn(maskText(message), maskMeta(meta));
  }

  info(message: string, meta?: Error | JsonObject): void {
    this.#logger.info(maskText(message), maskMeta(meta));
  }

  debug(message: string, meta?: Error | JsonObject): void {
    this.#logger.debug(maskText(message), maskMeta(meta));
  }

  child(meta: JsonObject): LoggerService {
    return new MaskingLogger(this.#logger.child(maskJson(meta)));
  }
}

function maskMeta(meta: Error | JsonObject | undefined) {
  return meta instanceof Error ? maskError(meta) : maskJson(meta);
}
