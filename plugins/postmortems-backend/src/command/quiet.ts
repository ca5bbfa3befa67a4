import type { RootLoggerService } from '@backstage/backend-plugin-api';

/** A command prints, and logs nothing. */
export const quiet: RootLoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => quiet,
};
