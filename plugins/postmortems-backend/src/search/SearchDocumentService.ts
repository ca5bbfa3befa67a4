import type { ListSearchDocumentsResponse } from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import { toResponse } from '../platform/http';
import type { PostmortemStore } from '../postmortems';
import { toSearchDocument } from './toSearchDocument';

/** Postmortems of public incidents only: everybody reads a search index. */
export class SearchDocumentService {
  readonly #postmortems: Pick<PostmortemStore, 'listPublicContents'>;

  constructor(options: {
    postmortems: Pick<PostmortemStore, 'listPublicContents'>;
  }) {
    this.#postmortems = options.postmortems;
  }

  async list(options: {
    query: { cursor?: string; limit: number };
    caller: Caller;
  }): Promise<ListSearchDocumentsResponse> {
    const { query, caller } = options;
    const { items, nextCursor } = await this.#postmortems.listPublicContents({
      ...query,
      criteria: caller.criteria,
    });
    return toResponse({ items: items.map(toSearchDocument), nextCursor });
  }
}
