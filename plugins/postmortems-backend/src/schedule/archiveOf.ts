import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceStore } from '../evidence';
import type { ScheduleStore } from './ScheduleStore';

/** How complete the evidence of an incident is. */
export type Archive = {
  /** `open`: the incident goes on, or its sources were not asked since its end. */
  state: 'open' | 'collecting' | 'complete' | 'incomplete';
  failures: { source: string; message: string }[];
};

/**
 * What the schedule says of an incident. One that it leaves alone, such as one of
 * an imported past, is judged by how its sources answered a draft.
 *
 * @param options - `since`: what ended earlier is left alone
 */
export async function archiveOf(
  { key, resolvedAt }: Pick<Incident, 'key' | 'resolvedAt'>,
  options: {
    schedule: Pick<ScheduleStore, 'find' | 'noteResolved'>;
    evidence: Pick<EvidenceStore, 'lastFailures'>;
    since: string;
  },
): Promise<Archive> {
  const { schedule, evidence, since } = options;
  if (!resolvedAt) return { state: 'open', failures: [] };
  await schedule.noteResolved({ since });
  const record = await schedule.find(key);
  if (record?.resolvedAt === resolvedAt) {
    return record.archivedAt
      ? { state: record.state, failures: record.failures }
      : { state: 'open', failures: [] };
  }
  const failures = await evidence.lastFailures({ incidentKey: key });
  return { state: failures.length > 0 ? 'incomplete' : 'complete', failures };
}
