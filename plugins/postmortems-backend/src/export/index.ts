export { renderMarkdown } from './renderMarkdown';
