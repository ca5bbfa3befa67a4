import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Request } from 'express';

/**
 * A write as the auditor is told of it. With a request the auditor finds out itself who called; where there is none, as with agents,
 * webhooks and scheduled work, `actor` says it.
 */
export type AuditedWrite = {
  /** e.g. `incident-create` */
  eventId: string;
  meta: Record<string, string>;
} & ({ request: Request } | { actor: string });

/** Every door to the data writes through here: HTTP, agents, webhooks and scheduled work. */
export class AuditedWrites {
  readonly #auditor: AuditorService;

  constructor(options: { auditor: AuditorService }) {
    this.#auditor = options.auditor;
  }

  /** Does it, and tells the auditor that it began and how it ended. Throws what `write` throws. */
  async run<T>(write: AuditedWrite, action: () => Promise<T>): Promise<T> {
    const { eventId, meta } = write;
    const event = await this.#auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      ...('request' in write
        ? { request: write.request, meta }
        : { meta: { ...meta, actor: write.actor } }),
    });
    try {
      const result = await action();
      await event.success();
      return result;
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  }
}
