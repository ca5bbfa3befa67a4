import { NotFoundError } from '@backstage/errors';
import {
  previewSourceQuerySchema,
  sourceReadPermission,
  sourceTestPermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import Router from 'express-promise-router';
import type { IncidentService } from '../incidents';
import { parse, type RequestContext } from '../platform/http';
import { HIDDEN_FAILURE, previewSource } from './previewSource';
import type { SourceQuestions } from './SourceQuestions';
import type { SourceStatusService } from './SourceStatusService';
import { testSource } from './testSource';

/** How sources are doing, for administrators, and what they do when asked. */
export function sourceRouter(options: {
  context: RequestContext;
  status: SourceStatusService;
  incidents: Pick<IncidentService, 'findFor'>;
  questions: SourceQuestions;
  sources: ReadonlyMap<string, EvidenceSource>;
  maxPayloadBytes: number;
  stopping: AbortSignal;
  /**
   * Whether a policy decides who may see what. Without one everybody has every
   * permission, and what comes from private channels stays hidden.
   */
  hasPolicy: boolean;
}) {
  const { context, status, incidents, questions, sources, hasPolicy } = options;
  const router = Router();
  const find = (id: string) => {
    const source = sources.get(id);
    if (!source) {
      throw new NotFoundError(`There is no source '${id.slice(0, 64)}'`);
    }
    return source;
  };

  router.get('/sources', async (req, res) => {
    await context.caller(req, sourceReadPermission);
    const items = await status.list();
    res.json({ items: hasPolicy ? items : items.map(withoutReason) });
  });

  router.get('/sources/:source/connection', async (req, res) => {
    await context.caller(req, sourceTestPermission);
    const source = find(req.params.source);
    const meta = { source: source.id };
    const tested = await context.audited(req, 'source-test', meta, () =>
      questions.ask(source.id, () => testSource(source, options)),
    );
    res.json(tested);
  });

  router.get('/sources/:source/preview', async (req, res) => {
    await context.caller(req, sourceTestPermission);
    const query = parse(previewSourceQuerySchema, req.query);
    const source = find(req.params.source);
    const incident =
      query.incident === undefined
        ? undefined
        : await incidents.findFor({
            key: query.incident,
            caller: await context.caller(req),
          });
    const meta = { source: source.id, ...query };
    const preview = await context.audited(req, 'source-preview', meta, () =>
      questions.ask(source.id, () =>
        previewSource(source, query, {
          ...options,
          ...(incident && { incident }),
          withRestricted: hasPolicy,
        }),
      ),
    );
    res.json(preview);
  });

  return router;
}

/** Why a collection failed may name a private channel. */
function withoutReason<
  T extends { lastFailure?: { activity: string; message: string } },
>(item: T): T {
  const { lastFailure } = item;
  return lastFailure?.activity === 'collection'
    ? { ...item, lastFailure: { ...lastFailure, message: HIDDEN_FAILURE } }
    : item;
}
