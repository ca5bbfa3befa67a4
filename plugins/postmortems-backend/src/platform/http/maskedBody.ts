import type { NextFunction, Request, Response } from 'express';
import { maskInSteps } from '../../secrets';
import { Turns } from '../Turns';

/** Its nodes are masked one by one where all evidence is. */
const EVIDENCE = /^\/incidents\/[^/]+\/evidence\/?$/i;

/**
 * Masks the secrets of each request before a route sees it, so that no route
 * can forget.
 */
export function maskedBody(
  req: Request,
  _res: Response,
  next: NextFunction,
): void {
  if (req.method === 'POST' && EVIDENCE.test(req.path)) {
    next();
    return;
  }
  new Turns().run(maskInSteps(req.body)).then(body => {
    req.body = body;
    next();
  }, next);
}
