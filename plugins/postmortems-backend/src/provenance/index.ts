export { buildProvenanceGraph } from './buildProvenanceGraph';
