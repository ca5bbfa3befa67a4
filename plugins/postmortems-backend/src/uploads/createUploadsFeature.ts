import { InputError } from '@backstage/errors';
import {
  incidentUpdatePermission,
  uploadQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { RequestHandler } from 'express';
import Router from 'express-promise-router';
import type { EvidenceLimits, EvidenceStore } from '../evidence';
import type { IncidentService } from '../incidents';
import {
  parse,
  type readHttpConfig,
  type RequestContext,
} from '../platform/http';
import type { WorkInProgress } from '../platform/WorkInProgress';
import type { SourceMonitor } from '../sources';
import type { TraceService } from '../traces';
import { BodyPool, withBody } from '../webhooks';
import { UploadService } from './UploadService';

/** Files that are held at once may take this many of the largest. */
const POOL_FILES = 2;
/** People upload over lines that are slower than those of machines, in milliseconds. */
const READ_TIMEOUT_MS = 10 * 60 * 1000;

export function createUploadsFeature(deps: {
  context: RequestContext;
  sources: ReadonlyMap<string, EvidenceSource>;
  incidents: { service: IncidentService };
  evidence: { store: EvidenceStore; limits: EvidenceLimits };
  traces: { service: TraceService };
  sourceMonitor: SourceMonitor;
  http: ReturnType<typeof readHttpConfig>;
  work: WorkInProgress;
}) {
  const { context, http } = deps;
  const incidents = deps.incidents.service;
  const { limits, store: evidence } = deps.evidence;
  const { stopping } = deps.work;
  const uploads = new UploadService({
    ...deps,
    evidence,
    incidents,
    traces: deps.traces.service,
    limits,
    stopping,
    monitor: deps.sourceMonitor,
  });
  const maxBytes = http.uploads.maxMegabytes * 1024 * 1024;
  const pool = new BodyPool({ bytes: POOL_FILES * maxBytes, keptForSmall: 0 });

  const formatsRouter = Router();
  formatsRouter.get('/upload-formats', async (req, res) => {
    await context.caller(req);
    res.json({ items: uploads.list() });
  });
  return {
    formatsRouter,
    /** @param repeatable - answers uploads that are sent again */
    createRouter: (repeatable: RequestHandler) => {
      const router = Router();
      router.post(
        '/incidents/:key/uploads/:format',
        // Whoever may not upload has not sent the body in vain
        async (req, res, next) => {
          const { key, format } = req.params;
          const callers = await context.writer(req, incidentUpdatePermission);
          const incident = await incidents.requireChangeable({
            key,
            ...callers,
          });
          uploads.require(format);
          const about = parse(uploadQuerySchema, req.query);
          const body = {
            req,
            res,
            pool,
            maxBytes,
            advice:
              'Export a shorter time or fewer channels, or raise postmortems.uploads.maxMegabytes',
            timeoutMs: READ_TIMEOUT_MS,
          };
          await withBody(body, async file => {
            if (file.length === 0) throw new InputError('The file is empty');
            req.body = file;
            res.locals.upload = { incident, about, ...callers };
            if (res.closed) return;
            // Its memory counts until the answer is sent
            const answered = new Promise<void>(done => res.once('close', done));
            next();
            await answered;
          });
        },
        repeatable,
        async (req, res) => {
          const { key, format } = req.params;
          const { incident, about, reader, caller } = res.locals.upload;
          const file: Buffer = req.body;
          const added = await context.audited(
            req,
            'evidence-upload',
            { incidentKey: key, format },
            () =>
              uploads.add({ incident, format, file, about, reader, caller }),
          );
          res.json(added);
        },
      );
      return router;
    },
  };
}
