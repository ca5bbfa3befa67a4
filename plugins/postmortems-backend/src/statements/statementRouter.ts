import { listStatementsQuerySchema } from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { StatementService } from './StatementService';

export function statementRouter(options: {
  context: RequestContext;
  statements: StatementService;
}) {
  const { context, statements } = options;
  const router = Router();

  router.get(
    '/incidents/:key/evidence/:evidenceId/statements',
    async (req, res) => {
      const caller = await context.caller(req);
      const query = parse(listStatementsQuerySchema, req.query);
      const { key, evidenceId } = req.params;
      res.json(await statements.list({ key, evidenceId, query, caller }));
    },
  );

  return router;
}
