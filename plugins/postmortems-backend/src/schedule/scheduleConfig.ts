import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  severitySchema,
  type Severity,
} from '@postmortems/backstage-plugin-postmortems-common';

const PATH = 'postmortems.schedule';
const HOUR_MS = 60 * 60 * 1000;
/** What ended earlier is left alone, in milliseconds. */
export const HORIZON_MS = 7 * 24 * HOUR_MS;
/** The last evidence of an incident comes an hour after its end. */
const LEAST_ARCHIVE_MS = 2 * HOUR_MS;
const KNOWN = ['generateAfter', 'archiveWithin', 'severities'];

/** When something is done with a resolved incident without being asked. */
export type Schedule = {
  /** Milliseconds from the end to the draft; `null`: never. */
  generateAfterMs(severity: Severity): number | null;
  /** Milliseconds from the end for which sources are asked again that failed. */
  archiveWithinMs: number;
};

/** Throws `InputError` with the path of what is wrong and how to mend it. */
export function readSchedule(config: RootConfigService): Schedule {
  const block = config.getOptionalConfig(PATH);
  refuseUnknown(PATH, block?.keys() ?? [], KNOWN);
  const severities = block?.getOptionalConfig('severities');
  refuseUnknown(
    `${PATH}.severities`,
    severities?.keys() ?? [],
    severitySchema.options,
  );
  const usual = readAfter(config, `${PATH}.generateAfter`) ?? {
    ms: 2 * HOUR_MS,
  };
  const own = new Map(
    (severities?.keys() ?? []).map(severity => {
      const path = `${PATH}.severities.${severity}`;
      refuseUnknown(path, config.getConfig(path).keys(), ['generateAfter']);
      return [severity, readAfter(config, `${path}.generateAfter`)];
    }),
  );
  const archiveWithin = `${PATH}.archiveWithin`;
  return {
    generateAfterMs: severity => (own.get(severity) ?? usual).ms,
    archiveWithinMs: config.has(archiveWithin)
      ? readDuration(config, archiveWithin, {
          least: LEAST_ARCHIVE_MS,
          most: HORIZON_MS,
        })
      : 24 * HOUR_MS,
  };
}

/** `false` for never. */
function readAfter(
  config: RootConfigService,
  path: string,
): { ms: number | null } | undefined {
  if (!config.has(path)) return undefined;
  if (config.get(path) === false) return { ms: null };
  return { ms: readDuration(config, path, { least: 0, most: HORIZON_MS }) };
}

function readDuration(
  config: RootConfigService,
  path: string,
  { least, most }: { least: number; most: number },
): number {
  let ms: number;
  try {
    ms = durationToMilliseconds(readDurationFromConfig(config, { key: path }));
  } catch (error) {
    throw new InputError(
      `Configuration at ${path} must be a duration such as { hours: 2 }: ${
        toError(error).message
      }`,
    );
  }
  if (ms >= least && ms < most) return ms;
  throw new InputError(
    `Configuration at ${path} must be ${
      least > 0 ? `at least ${least / HOUR_MS} hours and ` : ''
    }less than ${most / HOUR_MS} hours: what ended earlier is left alone`,
  );
}

function refuseUnknown(
  path: string,
  keys: readonly string[],
  known: readonly string[],
): void {
  const unknown = keys.find(key => !known.includes(key));
  if (unknown === undefined) return;
  throw new InputError(
    `Configuration at ${path}.${unknown} is not known; there are ${known.join(
      ', ',
    )}`,
  );
}
