export { EditingService } from './EditingService';
export { EvidenceCollector } from './EvidenceCollector';
export { knownServicesOf } from './knownServicesOf';
export { RetrospectivePipeline } from './RetrospectivePipeline';
export { RetrospectiveService } from './RetrospectiveService';
export { ReviewService } from './ReviewService';
