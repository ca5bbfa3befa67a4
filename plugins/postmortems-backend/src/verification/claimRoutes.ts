import { verifyClaimsSchema } from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { ClaimService } from './ClaimService';
import { parse } from '../platform/http/parse';
import type { RequestContext } from '../platform/http/RequestContext';

export function claimRoutes(options: {
  context: RequestContext;
  claims: ClaimService;
}) {
  const { context, claims } = options;
  const router = Router();

  router.post('/incidents/:key/claims/verify', async (req, res) => {
    const caller = await context.caller(req);
    const { claims: sent } = parse(verifyClaimsSchema, req.body);
    const { key } = req.params;
    res.json(await claims.verify({ key, claims: sent, caller }));
  });

  return router;
}
