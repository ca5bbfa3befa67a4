export { EvidenceCollector } from './EvidenceCollector';
export { knownServicesOf } from './knownServicesOf';
export { RetrospectivePipeline } from './RetrospectivePipeline';
export { RetrospectiveService } from './RetrospectiveService';
