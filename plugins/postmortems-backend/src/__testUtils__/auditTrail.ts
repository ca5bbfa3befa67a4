import { mockServices } from '@backstage/backend-test-utils';

/** What an auditor was told of one write. */
type AuditEntry = {
  eventId: string;
  meta?: object;
  /** Whether it came with the HTTP request that asked for it. */
  requested: boolean;
  outcome: 'initiated' | 'succeeded' | 'failed';
};

/** An auditor that remembers, in the order in which the writes began. */
export function auditTrail() {
  const entries: AuditEntry[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ eventId, meta, request }) => {
      const entry: AuditEntry = {
        eventId,
        ...(meta && { meta }),
        requested: request !== undefined,
        outcome: 'initiated',
      };
      entries.push(entry);
      return {
        success: async () => {
          entry.outcome = 'succeeded';
        },
        fail: async () => {
          entry.outcome = 'failed';
        },
      };
    },
  });
  return { auditor, entries };
}
