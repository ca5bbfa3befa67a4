export { SearchDocumentService } from './SearchDocumentService';
