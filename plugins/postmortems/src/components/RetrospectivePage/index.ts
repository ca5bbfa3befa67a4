export { RetrospectivePage } from './RetrospectivePage';
