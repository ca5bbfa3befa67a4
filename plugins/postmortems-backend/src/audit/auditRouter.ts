import {
  auditReadPermission,
  listActivityQuerySchema,
  listAuditQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse, type RequestContext, toResponse } from '../platform/http';
import type { PostmortemStore } from '../postmortems';
import type { AuditStore } from './AuditStore';
import { toCsv } from './toCsv';

/** The audit for administrators, and that of a postmortem for its readers. */
export function auditRouter(options: {
  context: RequestContext;
  audit: AuditStore;
  postmortems: Pick<PostmortemStore, 'get'>;
  /** Whether a policy decides who may read the audit. */
  hasPolicy: boolean;
}) {
  const { context, audit, postmortems, hasPolicy } = options;
  const router = Router();

  router.get('/audit', async (req, res) => {
    const caller = await context.caller(req, auditReadPermission);
    const { format, cursor, limit, ...filter } = parse(
      listAuditQuerySchema,
      req.query,
    );
    // Without a policy everybody has the permission, and visibility still holds
    const scope = {
      ...filter,
      ...(!hasPolicy && { criteria: caller.criteria }),
    };
    if (format === 'csv') {
      res.type('text/csv').attachment('postmortems-audit.csv');
      await pipeline(Readable.from(toCsv(audit.stream(scope))), res);
      return;
    }
    res.json(toResponse(await audit.list({ ...scope, cursor, limit })));
  });

  router.get('/postmortems/:id/activity', async (req, res) => {
    const { criteria } = await context.caller(req);
    const query = parse(listActivityQuerySchema, req.query);
    const { incidentKey: incident } = await postmortems.get({
      id: req.params.id,
      criteria,
    });
    res.json(toResponse(await audit.list({ ...query, incident })));
  });

  return router;
}
