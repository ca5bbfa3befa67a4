/**
 * What looks like the name of a service: `payment-service`, `orders-db`,
 * `cartservice`.
 */
export const LIKE_A_SERVICE =
  /^[a-z][a-z0-9-]*(?:-(?:service|svc|api|app|db|cache|proxy|worker|gateway|server|broker|queue)|[a-z0-9]{3}service)$/i;
