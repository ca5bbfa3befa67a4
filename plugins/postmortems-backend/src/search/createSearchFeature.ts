import type { RequestContext } from '../platform/http';
import type { PostmortemStore } from '../postmortems';
import { SearchDocumentService } from './SearchDocumentService';
import { searchRouter } from './searchRouter';

export function createSearchFeature(deps: {
  context: RequestContext;
  postmortems: { store: PostmortemStore };
}) {
  const searchDocuments = new SearchDocumentService({
    postmortems: deps.postmortems.store,
  });
  return { router: searchRouter({ ...deps, searchDocuments }) };
}
