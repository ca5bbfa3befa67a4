import type { AuthService } from '@backstage/backend-plugin-api';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  incidentReadPermission,
  type PostmortemsApi,
  type SearchDocument,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Readable } from 'node:stream';

/** The document type of postmortems in search. */
export const POSTMORTEMS_TYPE = 'postmortems';
/** Postmortems read in one request. */
const PAGE_SIZE = 100;
/** Characters of a search document's text. */
const MAX_TEXT = 20_000;
/** Default path of the frontend plugin's page. */
const PAGE_PATH = '/postmortems';

/** A postmortem in the search index. @public */
export interface PostmortemDocument extends IndexableDocument {
  incidentKey: string;
  /** Review status: `draft`, `in_review`, `approved` or `published`. */
  status: string;
  /** `sev1` is the worst. */
  severity: string;
  /** When the incident started, as an ISO 8601 time in UTC. */
  startedAt: string;
  /** Entity refs of the services that the incident affects. */
  services: string[];
  /**
   * Names of the services, separated by spaces: search engines do not match
   * parts of entity refs.
   */
  serviceNames: string;
}

/**
 * The only document of an otherwise empty index. Search engines keep the old
 * index when a collation yields nothing, so that the last postmortem would stay
 * findable after its incident became private.
 */
const placeholderDocument: IndexableDocument = {
  title: 'Postmortems',
  text: 'All postmortems and org metrics',
  location: PAGE_PATH,
};

/**
 * Collates the postmortems of public incidents. The backend leaves out claims
 * that are unsupported or contradicted.
 *
 * A failed request fails the stream, and search keeps its old index, which is
 * better than one with postmortems missing. Each document has its incident as
 * resource, so that a policy with conditions on `postmortems.incident.read` is
 * applied to every result.
 */
export class PostmortemsCollatorFactory implements DocumentCollatorFactory {
  readonly type = POSTMORTEMS_TYPE;
  readonly visibilityPermission = incidentReadPermission;
  readonly #client: Pick<PostmortemsApi, 'listSearchDocuments'>;
  readonly #auth: AuthService;

  constructor(options: {
    client: Pick<PostmortemsApi, 'listSearchDocuments'>;
    auth: AuthService;
  }) {
    this.#client = options.client;
    this.#auth = options.auth;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<IndexableDocument> {
    let empty = true;
    let cursor: string | undefined;
    do {
      const { items, pageInfo } = await this.#client.listSearchDocuments(
        { cursor, limit: PAGE_SIZE },
        await this.#credentials(),
      );
      for (const item of items) {
        empty = false;
        yield toDocument(item);
      }
      cursor = pageInfo.nextCursor;
    } while (cursor);
    if (empty) yield placeholderDocument;
  }

  /** A new token for each page, because a collation can outlast a token. */
  async #credentials(): Promise<{ token: string }> {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'postmortems',
    });
  }
}

function toDocument(indexed: SearchDocument): PostmortemDocument {
  const { id, title, incidentKey, status, severity, startedAt, services } =
    indexed;
  const text = [indexed.summary, indexed.causes].filter(Boolean).join(' ');
  return {
    title,
    // PostgreSQL rejects JSON with half a surrogate pair
    text: text.slice(0, MAX_TEXT).replace(/[\uD800-\uDBFF]$/, ''),
    location: `${PAGE_PATH}/${encodeURIComponent(id)}`,
    incidentKey,
    status,
    severity,
    startedAt,
    services,
    serviceNames: services
      .map(ref => ref.slice(ref.indexOf('/') + 1))
      .join(' '),
    authorization: { resourceRef: incidentKey },
  };
}
