export { RetrospectiveTable } from './RetrospectiveTable';
