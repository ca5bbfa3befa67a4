export { createPostmortemsFeature } from './createPostmortemsFeature';
export { postmortemPaths } from './postmortemPaths';
export { PostmortemService } from './PostmortemService';
export { PostmortemStore, type PostmortemWithContent } from './PostmortemStore';
export type { ExportService } from './export/ExportService';
export type { ReviewStatusStore } from './ReviewStatusStore';
export type { BlockCategoryService } from './BlockCategoryService';
export { revisionHashes } from './revisionHashes';
