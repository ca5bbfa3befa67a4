import type { ListSearchDocumentsResponse } from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import type { PostmortemStore } from '../platform/database';
import { toResponse } from '../incidents';
import { toSearchDocument } from './toSearchDocument';

/** Postmortems of public incidents for a search index, whoever asks: an index is read by everybody. */
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
