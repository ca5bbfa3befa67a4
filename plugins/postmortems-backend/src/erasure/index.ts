export { createErasureFeature } from './createErasureFeature';
export { erasurePaths } from './erasurePaths';
export { ErasureRunner } from './ErasureRunner';
export { ErasureStore } from './ErasureStore';
export { RetentionService } from './RetentionService';
