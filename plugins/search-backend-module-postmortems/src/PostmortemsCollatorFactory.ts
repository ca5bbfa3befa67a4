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
/** Characters of a document's text that are searched. */
const MAX_TEXT = 20_000;
/** Where the frontend plugin mounts its page: a document is at `/postmortems/:id`. */
const PAGE_PATH = '/postmortems';

/** A postmortem as search knows it. @public */
export interface PostmortemDocument extends IndexableDocument {
  incidentKey: string;
  /** How far the review is: `draft`, `in_review`, `approved` or `published`. */
  status: string;
  /** `sev1` is the worst. */
  severity: string;
  /** When the incident started, as an ISO 8601 time in UTC. */
  startedAt: string;
  /** Entity refs of the services that the incident affects. */
  services: string[];
  /** Their names, separated by spaces: engines do not find words within the refs of a list. */
  serviceNames: string;
}

/**
 * Found when there is no postmortem to be found. Search engines keep the index that they have when a collation gives them no document
 * at all, so that the last postmortem would stay findable after its incident became private.
 */
const emptyIndexDocument: IndexableDocument = {
  title: 'Postmortems',
  text: 'All postmortems and metrics',
  location: PAGE_PATH,
};

/**
 * Collates the postmortems of public incidents, with the sentences that stand; the backend decides which these are.
 *
 * A request that fails makes the stream fail, and search keeps the index that it has: an index that is older is better than one in
 * which postmortems are missing. Each document names its incident, so that a policy with conditions on `postmortems.incident.read` is
 * asked about every result.
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
    if (empty) yield emptyIndexDocument;
  }

  /** One token a page: tokens live shorter than a long collation. */
  async #credentials(): Promise<{ token: string }> {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'postmortems',
    });
  }
}

function toDocument(found: SearchDocument): PostmortemDocument {
  const { id, title, incidentKey, status, severity, startedAt, services } =
    found;
  const text = [found.summary, found.causes].filter(Boolean).join(' ');
  return {
    title,
    // Half of a character is no JSON to PostgreSQL
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
