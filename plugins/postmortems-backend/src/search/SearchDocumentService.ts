import type { ListSearchDocumentsResponse } from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../authorization';
import type { RetrospectiveStore } from '../database';
import { toResponse } from '../incidents';
import { toSearchDocument } from './toSearchDocument';

/** Postmortems of public incidents for a search index, whoever asks: an index is read by everybody. */
export class SearchDocumentService {
  readonly #retrospectives: Pick<RetrospectiveStore, 'listPublicContents'>;

  constructor(options: {
    retrospectives: Pick<RetrospectiveStore, 'listPublicContents'>;
  }) {
    this.#retrospectives = options.retrospectives;
  }

  async list(options: {
    query: { cursor?: string; limit: number };
    caller: Caller;
  }): Promise<ListSearchDocumentsResponse> {
    const { query, caller } = options;
    const { items, nextCursor } = await this.#retrospectives.listPublicContents(
      { ...query, criteria: caller.criteria },
    );
    return toResponse({ items: items.map(toSearchDocument), nextCursor });
  }
}
