export { createMcpFeature } from './createMcpFeature';
