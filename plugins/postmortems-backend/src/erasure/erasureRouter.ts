import {
  erasureManagePermission,
  requestErasureSchema,
  retentionQuerySchema,
  setLegalHoldSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import Router from 'express-promise-router';
import type { LegalHoldStore } from '../incidents';
import { apartFromWrite } from '../platform/audit';
import { parse, type RequestContext } from '../platform/http';
import { type ErasureRunner, requireOther } from './ErasureRunner';
import type { ErasureStore } from './ErasureStore';
import type { PersonFinder } from './PersonFinder';
import type { RetentionService } from './RetentionService';

/** Erasures, retention and legal holds, for administrators. */
export function erasureRouter(options: {
  context: RequestContext;
  holds: LegalHoldStore;
  people: PersonFinder;
  retention: RetentionService;
  runner: ErasureRunner;
  store: ErasureStore;
  /** Whether a policy decides who may erase. */
  hasPolicy: boolean;
  /** Called after an erasure was requested. */
  onRequest: () => void;
}) {
  const { context, holds, people, runner, store } = options;
  const router = Router();

  const administrator = async (req: Request) => {
    const caller = await context.caller(req, erasureManagePermission);
    if (!options.hasPolicy) {
      throw new NotAllowedError(
        'Without a permission policy everybody could erase everything. Set permission.enabled and allow postmortems.erasure.manage to administrators, or use the command `postmortems erase`',
      );
    }
    return caller;
  };

  router.post('/erasures/preview', async (req, res) => {
    const { actor } = await administrator(req);
    const request = await people.complete(
      parse(requestErasureSchema, req.body),
    );
    const { subject, incidentKey } = request;
    if (incidentKey !== undefined) {
      await store.requireErasable({ subject, incidentKey });
    }
    res.json(await runner.preview({ request, actor }));
  });

  router.post('/erasures', async (req, res) => {
    const { actor } = await administrator(req);
    const request = await people.complete(
      parse(requestErasureSchema, req.body),
    );
    requireOther(actor, 'names' in request ? request.names : []);
    const { subject, incidentKey } = request;
    // Not whose data it is: the audit would remember what is to be forgotten
    const erasure = await context.audited(
      req,
      'erasure-request',
      { subject, ...(incidentKey && { incidentKey }) },
      () => store.create({ request, actor }),
    );
    apartFromWrite(options.onRequest);
    res.status(201).json(erasure);
  });

  router.get('/erasures', async (req, res) => {
    await administrator(req);
    res.json({ items: await store.list() });
  });

  router.get('/erasures/:id', async (req, res) => {
    await administrator(req);
    res.json(await store.get(req.params));
  });

  router.get('/retention', async (req, res) => {
    await administrator(req);
    const query = parse(retentionQuerySchema, req.query);
    res.json(await options.retention.due(query));
  });

  router.put('/incidents/:key/legal-hold', async (req, res) => {
    const { actor } = await administrator(req);
    const { key } = req.params;
    const { reason } = parse(setLegalHoldSchema, req.body);
    const { legalHold } = await context.audited(
      req,
      reason === null ? 'legal-hold-end' : 'legal-hold-set',
      { incidentKey: key },
      () => holds.set({ key, reason, actor }),
    );
    // No more of it: who may hold it may not be one who may read it
    res.json({ key, ...(legalHold && { legalHold }) });
  });

  return router;
}
