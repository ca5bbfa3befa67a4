import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import { incidentReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import type { Request } from 'express';
import type { Authorizer, Caller } from '../authorization';

/** Who calls a route and what they may do there. */
export class RequestContext {
  readonly #httpAuth: HttpAuthService;
  readonly #authorizer: Authorizer;
  readonly #auditor: AuditorService;

  constructor(options: {
    httpAuth: HttpAuthService;
    authorizer: Authorizer;
    auditor: AuditorService;
  }) {
    this.#httpAuth = options.httpAuth;
    this.#authorizer = options.authorizer;
    this.#auditor = options.auditor;
  }

  async caller(
    req: Request,
    permission: Permission = incidentReadPermission,
  ): Promise<Caller> {
    const credentials = await this.#httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    return this.#authorizer.authorize(credentials, permission);
  }

  /** For writes to what has to be readable first: both permissions. */
  async writer(
    req: Request,
    permission: Permission,
  ): Promise<{ reader: Caller; caller: Caller }> {
    return {
      reader: await this.caller(req),
      caller: await this.caller(req, permission),
    };
  }

  /** Does something that the audit log is to know of. */
  async audited<T>(
    req: Request,
    eventId: string,
    meta: Record<string, string>,
    action: () => Promise<T>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId,
      request: req,
      severityLevel: 'medium',
      meta,
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
