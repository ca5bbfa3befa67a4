import {
  addNoteSchema,
  incidentUpdatePermission,
  listEvidenceQuerySchema,
  submitEvidenceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, parseFlat, type RequestContext } from '../platform/http';
import type { EvidenceService } from './EvidenceService';
import type { NoteService } from './NoteService';

export function evidenceRouter(options: {
  context: RequestContext;
  evidence: EvidenceService;
  notes: NoteService;
}) {
  const { context, evidence, notes } = options;
  const router = Router();

  router.post('/incidents/:key/evidence', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, incidentUpdatePermission);
    // Each node is parsed on its own and has its own outcome
    const { nodes } = parseFlat(submitEvidenceSchema, req.body);
    const answer = await context.audited(
      req,
      'evidence-submit',
      { incidentKey: key },
      () => evidence.submit({ key, nodes, ...callers }),
    );
    res.json(answer);
  });

  router.get('/incidents/:key/evidence', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listEvidenceQuerySchema, req.query);
    const { key } = req.params;
    res.json(await evidence.list({ key, query, caller }));
  });

  router.post('/incidents/:key/notes', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, incidentUpdatePermission);
    const note = parse(addNoteSchema, req.body);
    const added = await context.audited(
      req,
      'note-add',
      { incidentKey: key },
      () => notes.add({ key, note, ...callers }),
    );
    res.status(201).json(added);
  });

  return router;
}
