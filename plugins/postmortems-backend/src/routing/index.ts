export { chooseRouting, demandsValidation, mayUse } from './chooseRouting';
export { typesById, typesLeftOut } from './citations';
export { readRoutingConfig, type RoutingConfig } from './routingConfig';
