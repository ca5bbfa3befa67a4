import type {
  HttpRouterService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  ErrorRequestHandler,
  RequestHandler,
  Router as ExpressRouter,
} from 'express';
import Router from 'express-promise-router';
import { errorBorder } from './errorBorder';
import { jsonBody } from './jsonBody';
import { maskedBody } from './maskedBody';

/** Mounts the API of all features at `/v1`, and webhooks beside it. */
export function mountRouters(options: {
  httpRouter: HttpRouterService;
  logger: LoggerService;
  document: JsonObject;
  api: readonly (ExpressRouter | ErrorRequestHandler)[];
  webhooks: ExpressRouter;
  /** Takes bodies that are no JSON. */
  uploads: ExpressRouter;
  limitApi: RequestHandler;
  /** The end of the process waits for them. */
  countRequests: RequestHandler;
  /** Answers writes that are sent again. */
  repeatable: RequestHandler;
}): void {
  const { httpRouter, document, api, webhooks, uploads } = options;
  const { countRequests, limitApi, repeatable } = options;
  const router = Router();
  router.use(countRequests);
  // Before JSON is parsed: signatures are over the raw body
  router.use('/webhooks', webhooks);
  router.use('/v1', limitApi);
  router.get('/v1/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.use('/v1', uploads);
  router.use('/v1', ...jsonBody(), maskedBody, repeatable, ...api);
  router.use(errorBorder(options.logger));
  httpRouter.use(router);
  httpRouter.addAuthPolicy({ path: '/webhooks', allow: 'unauthenticated' });
  httpRouter.addAuthPolicy({
    path: '/v1/openapi.json',
    allow: 'unauthenticated',
  });
}
