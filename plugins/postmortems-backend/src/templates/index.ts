export { createTemplatesFeature } from './createTemplatesFeature';
export { templatePaths } from './templatePaths';
export { TemplateResolver } from './TemplateResolver';
export { TemplateStore } from './TemplateStore';
