import { verifyClaimsSchema } from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { ClaimVerificationService } from './ClaimVerificationService';

export function claimRouter(options: {
  context: RequestContext;
  claims: ClaimVerificationService;
}) {
  const { context, claims } = options;
  const router = Router();

  router.post('/incidents/:key/claims/verify', async (req, res) => {
    const caller = await context.caller(req);
    const { claims: sent } = parse(verifyClaimsSchema, req.body);
    const { key } = req.params;
    const left = new AbortController();
    res.once('close', () => left.abort());
    res.json(
      await claims.verify({ key, claims: sent, caller, signal: left.signal }),
    );
  });

  return router;
}
