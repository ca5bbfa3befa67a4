import type { RootConfigService } from '@backstage/backend-plugin-api';
import { CustomErrorBase, InputError } from '@backstage/errors';
import { MAX_PAYLOAD_BYTES } from '@postmortems/backstage-plugin-postmortems-common';

const PATH = 'postmortems.limits';
const KIB = 1024;
const MIB = 1024 * KIB;

/** How much evidence is kept. */
export type EvidenceLimits = {
  /** Of one node, in bytes of UTF-8 JSON; longer payloads are cut. */
  payloadBytes: number;
  /** Of one incident; what would exceed them is refused. */
  incidentNodes: number;
  incidentBytes: number;
  /** How long offered evidence waits for its incident, in days. */
  unassignedDays: number;
};

export const DEFAULT_LIMITS: EvidenceLimits = {
  payloadBytes: MAX_PAYLOAD_BYTES,
  incidentNodes: 200_000,
  incidentBytes: 512 * MIB,
  unassignedDays: 30,
};

/** By key: what is counted, in which unit, and the most that has been tried. */
const KEYS = {
  payloadKiB: { limit: 'payloadBytes', unit: KIB, least: 1, most: 256 },
  incidentNodes: { limit: 'incidentNodes', unit: 1, least: 1, most: 1_000_000 },
  incidentMiB: { limit: 'incidentBytes', unit: MIB, least: 1, most: 4096 },
  unassignedDays: { limit: 'unassignedDays', unit: 1, least: 1, most: 365 },
} as const;

/** Throws `InputError` with the path of what is wrong and how to mend it. */
export function readEvidenceLimits(config: RootConfigService): EvidenceLimits {
  const limits = { ...DEFAULT_LIMITS };
  const configured = config.getOptionalConfig(PATH);
  for (const key of configured?.keys() ?? []) {
    if (!Object.hasOwn(KEYS, key)) {
      throw new InputError(
        `Configuration at ${PATH}.${key} is not known; the limits are ${Object.keys(
          KEYS,
        ).join(', ')}`,
      );
    }
    const { limit, unit, least, most } = KEYS[key as keyof typeof KEYS];
    const value = configured!.getNumber(key);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InputError(
        `Configuration at ${PATH}.${key} must be a whole number from ${least} to ${most}, not ${value}`,
      );
    }
    limits[limit] = value * unit;
  }
  return limits;
}

/** There is as much evidence of an incident as may be; answered with 413. */
export class EvidenceLimitError extends CustomErrorBase {
  readonly name = 'EvidenceLimitError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 413;
}

/** Throws {@link EvidenceLimitError} when there is more than the limits allow. */
export function assertWithinLimits(
  incidentKey: string,
  stored: { nodes: number; bytes: number },
  {
    incidentNodes,
    incidentBytes,
  }: Pick<EvidenceLimits, 'incidentNodes' | 'incidentBytes'>,
): void {
  const exceeded =
    stored.nodes > incidentNodes
      ? `${incidentNodes} nodes (${PATH}.incidentNodes)`
      : `${incidentBytes / MIB} MiB (${PATH}.incidentMiB)`;
  if (stored.nodes <= incidentNodes && stored.bytes <= incidentBytes) return;
  throw new EvidenceLimitError(
    `The evidence of incident '${incidentKey}' would exceed ${exceeded}, so nothing of this request was stored. Send less: what matters for the incident, log lines grouped, metrics with a longer step. Or ask an administrator to raise the limit`,
  );
}
