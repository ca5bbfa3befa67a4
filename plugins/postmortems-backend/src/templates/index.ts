export { DefaultTemplateResolver } from './DefaultTemplateResolver';
