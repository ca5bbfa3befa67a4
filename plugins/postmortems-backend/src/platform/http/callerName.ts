import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/** Who sends a request, before it is authorised. */
export async function callerNameOf(
  httpAuth: HttpAuthService,
  req: Request,
): Promise<{ isMachine: boolean; name?: string }> {
  const { principal } = await httpAuth.credentials(req);
  const { type, userEntityRef, subject } = principal as {
    type?: string;
    userEntityRef?: string;
    subject?: string;
  };
  return { isMachine: type === 'service', name: userEntityRef ?? subject };
}
