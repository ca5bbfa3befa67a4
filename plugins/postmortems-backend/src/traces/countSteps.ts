import type { SealManifest } from '@postmortems/backstage-plugin-postmortems-common';

/** Steps of investigations among the sealed evidence; agents bring answers and thoughts beside them. */
export function countSteps({ byKind, bySourceType }: SealManifest): number {
  return Math.min(byKind.step ?? 0, bySourceType.agent_trace ?? 0);
}
