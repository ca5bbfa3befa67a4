import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Request } from 'express';
import { maskError } from '../../secrets';

/**
 * A write as an event of the auditor, which reads the caller from the request.
 * Agents, webhooks and scheduled work have no request and name the actor.
 */
type AuditedWrite = {
  /** e.g. `incident-create` */
  eventId: string;
  meta: Record<string, string>;
} & ({ request: Request } | { actor: string });

/** Audits the writes of HTTP, agents, webhooks and scheduled work. */
export class AuditedWrites {
  readonly #auditor: AuditorService;

  constructor(options: { auditor: AuditorService }) {
    this.#auditor = options.auditor;
  }

  /** Audits the start and the outcome of an action. Throws what it throws. */
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
      await event.fail({ error: maskError(toError(error)) });
      throw error;
    }
  }
}
