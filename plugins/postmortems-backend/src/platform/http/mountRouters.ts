import type { HttpRouterService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import type { RequestHandler, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { jsonBody } from './jsonBody';
import { maskedBody } from './maskedBody';

/** Mounts the API of all features at `/v1`, and webhooks beside it. */
export function mountRouters(options: {
  httpRouter: HttpRouterService;
  document: JsonObject;
  api: readonly ExpressRouter[];
  webhooks: ExpressRouter;
  limitApi: RequestHandler;
}): void {
  const { httpRouter, document, api, webhooks } = options;
  const router = Router();
  // Before JSON is parsed: signatures are over the raw body
  router.use('/webhooks', webhooks);
  router.get('/v1/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.use('/v1', options.limitApi, ...jsonBody(), maskedBody, ...api);
  httpRouter.use(router);
  httpRouter.addAuthPolicy({ path: '/webhooks', allow: 'unauthenticated' });
  httpRouter.addAuthPolicy({
    path: '/v1/openapi.json',
    allow: 'unauthenticated',
  });
}
