export { createUploadsFeature } from './createUploadsFeature';
export { uploadPaths } from './uploadPaths';
