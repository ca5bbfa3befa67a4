import {
  createIncidentSchema,
  incidentCreatePermission,
  incidentUpdatePermission,
  incidentVisibilityPermission,
  listIncidentsQuerySchema,
  patchIncidentSchema,
  reassignIncidentsSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { IncidentService } from './IncidentService';

export function incidentRouter(options: {
  context: RequestContext;
  incidents: IncidentService;
}) {
  const { context, incidents } = options;
  const router = Router();

  router.post('/incidents', async (req, res) => {
    const callers = await context.writer(req, incidentCreatePermission);
    const sent = parse(createIncidentSchema, req.body);
    const { incident, created } = await context.audited(
      req,
      'incident-create',
      { incidentKey: sent.key },
      () => incidents.create({ incident: sent, ...callers }),
    );
    res.status(created ? 201 : 200).json(await incidents.describe(incident));
  });

  router.get('/incidents', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listIncidentsQuerySchema, req.query);
    res.json(await incidents.list({ query, caller }));
  });

  router.post('/incidents/reassign', async (req, res) => {
    const callers = await context.writer(req, incidentUpdatePermission);
    const refs = parse(reassignIncidentsSchema, req.body);
    const incidentKeys = await context.audited(
      req,
      'incidents-reassign',
      refs,
      () => incidents.reassign({ refs, ...callers }),
    );
    res.json({ incidentKeys });
  });

  router.get('/services/missing', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await incidents.listMissingServices({ caller }));
  });

  router.get('/incidents/:key', async (req, res) => {
    const caller = await context.caller(req);
    const incident = await incidents.get({ key: req.params.key, caller });
    res.json(await incidents.describe(incident));
  });

  router.patch('/incidents/:key', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, incidentUpdatePermission);
    const patch = parse(patchIncidentSchema, req.body);
    const incident = await context.audited(
      req,
      'incident-update',
      { incidentKey: key },
      () =>
        incidents.patch({
          key,
          patch,
          ...callers,
          asHider: () => context.caller(req, incidentVisibilityPermission),
        }),
    );
    res.json(await incidents.describe(incident));
  });

  return router;
}
