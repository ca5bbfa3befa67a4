import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import { incidentReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import type { Request } from 'express';
import type { AuditedWrites } from '../audit';
import type { Authorizer, Caller } from '../auth';

/**
 * Authenticates and authorises the caller of a route, and audits its writes.
 */
export class RequestContext {
  readonly #httpAuth: HttpAuthService;
  readonly #authorizer: Authorizer;
  readonly #writes: AuditedWrites;

  constructor(options: {
    httpAuth: HttpAuthService;
    authorizer: Authorizer;
    writes: AuditedWrites;
  }) {
    this.#httpAuth = options.httpAuth;
    this.#authorizer = options.authorizer;
    this.#writes = options.writes;
  }

  async caller(
    req: Request,
    permission: Permission = incidentReadPermission,
  ): Promise<Caller> {
    const [caller] = await this.#authorizer.authorize(
      await this.#credentials(req),
      [permission],
    );
    return caller;
  }

  /** For writes that also require read access. */
  async writer(
    req: Request,
    permission: Permission,
  ): Promise<{ reader: Caller; caller: Caller }> {
    const [reader, caller] = await this.#authorizer.authorize(
      await this.#credentials(req),
      [incidentReadPermission, permission],
    );
    return { reader, caller };
  }

  /** Runs a write and audits it. */
  async audited<T>(
    req: Request,
    eventId: string,
    meta: Record<string, string>,
    write: () => Promise<T>,
  ): Promise<T> {
    return this.#writes.run({ eventId, meta, request: req }, write);
  }

  #credentials(req: Request) {
    return this.#httpAuth.credentials(req, { allow: ['user', 'service'] });
  }
}
