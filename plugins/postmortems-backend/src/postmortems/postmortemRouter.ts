import {
  createPostmortemSchema,
  exportQuerySchema,
  listPostmortemsQuerySchema,
  listRevisionsQuerySchema,
  postmortemCreatePermission,
  postmortemUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse, type RequestContext } from '../platform/http';
import type { BlockCategoryService } from './BlockCategoryService';
import type { CauseDecisionService } from './CauseDecisionService';
import type { EditingService } from './EditingService';
import type { PostmortemService } from './PostmortemService';
import { causeRouter } from './causeRouter';
import { editingRouter } from './editingRouter';
import type { ExportService } from './export/ExportService';
import { HTML_POLICY } from './export/htmlStyle';
import { streamExport } from './export/streamExport';

export function postmortemRouter(options: {
  context: RequestContext;
  postmortems: PostmortemService;
  exports: ExportService;
  editing: EditingService;
  blockCategories: BlockCategoryService;
  causes: CauseDecisionService;
}) {
  const { context, postmortems, exports } = options;
  const router = Router();
  router.use(editingRouter(options));
  router.use(causeRouter(options));

  router.post('/incidents/:key/postmortems', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, postmortemCreatePermission);
    const { template } = parse(createPostmortemSchema, req.body ?? {});
    const { postmortem, created } = await context.audited(
      req,
      'postmortem-create',
      { incidentKey: key },
      () => postmortems.create({ key, template, ...callers }),
    );
    const { id } = postmortem;
    res
      .status(created ? 201 : 200)
      .json(await postmortems.get({ id, caller: callers.reader }));
  });

  router.get('/postmortems', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listPostmortemsQuerySchema, req.query);
    res.json(await postmortems.list({ query, caller }));
  });

  router.get('/postmortems/:id', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await postmortems.get({ id: req.params.id, caller }));
  });

  router.post('/postmortems/:id/recheck', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    res.json(
      await context.audited(
        req,
        'postmortem-retry-recheck',
        { postmortemId: id },
        () => postmortems.retryRecheck({ id, ...callers }),
      ),
    );
  });

  router.get('/postmortems/:id/revisions', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listRevisionsQuerySchema, req.query);
    const { id } = req.params;
    res.json(await postmortems.listRevisions({ id, query, caller }));
  });

  router.get('/postmortems/:id/seal', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await postmortems.getSeal({ id: req.params.id, caller }));
  });

  router.get('/postmortems/:id/provenance', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await postmortems.getProvenance({ id: req.params.id, caller }));
  });

  router.get('/postmortems/:id/picture', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await postmortems.getPicture({ id: req.params.id, caller }));
  });

  router.get('/postmortems/:id/glossary', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await exports.glossary({ id: req.params.id, caller }));
  });

  router.get('/postmortems/:id/export', async (req, res) => {
    const caller = await context.caller(req);
    const { format } = parse(exportQuerySchema, req.query);
    const { id } = req.params;
    if (format === 'json') {
      const exported = await exports.json({ id, caller });
      res.type('application/json');
      await pipeline(Readable.from(streamExport(exported)), res);
      return;
    }
    if (format === 'html') {
      res
        .type('text/html')
        // Where it is opened from here it is no page of Backstage
        .set('content-security-policy', `${HTML_POLICY}; sandbox`)
        .attachment('postmortem.html')
        .send(await exports.html({ id, caller }));
      return;
    }
    res.type('text/markdown').send(await exports.markdown({ id, caller }));
  });

  return router;
}
