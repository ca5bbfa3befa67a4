import type { Actor } from '../platform/audit';
import type { EvidenceStore } from './EvidenceStore';
import { EvidenceLimitError } from './limits';

/** Writes evidence; when its limits refuse that, the incident keeps since when. */
export async function recordingRefusal<T>(
  options: {
    evidence: Pick<EvidenceStore, 'recordRefusal'>;
    incidentKey: string;
    actor: Actor;
  },
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof EvidenceLimitError) {
      await options.evidence.recordRefusal(options);
    }
    throw error;
  }
}
