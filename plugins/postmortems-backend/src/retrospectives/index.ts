export { EvidenceCollector } from './EvidenceCollector';
export { RetrospectivePipeline } from './RetrospectivePipeline';
export { RetrospectiveService } from './RetrospectiveService';
