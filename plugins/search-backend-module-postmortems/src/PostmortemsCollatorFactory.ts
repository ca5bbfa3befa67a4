import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  incidentReadPermission,
  type PostmortemsApi,
  type Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Readable } from 'node:stream';

/** Postmortems read at once. */
const PAGE = 50;
/** Characters of a document's text that are searched. */
const MAX_TEXT = 20_000;
/** What people look for: what happened, why, and what follows. */
const SECTIONS = new Set([
  'summary',
  'impact',
  'rootCause',
  'contributingFactors',
  'waysOfWorking',
]);

/** A postmortem as search knows it. @public */
export interface PostmortemDocument extends IndexableDocument {
  incidentKey: string;
  status: string;
  severity: string;
  startedAt: string;
  services: string;
}

/**
 * Every public postmortem. Who may read an incident is asked again for each result, by the incident's key; private incidents are
 * left out altogether, because who took part in one is no matter of policy.
 */
export class PostmortemsCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'postmortems';
  readonly visibilityPermission = incidentReadPermission;
  readonly #client: Pick<
    PostmortemsApi,
    'listRetrospectives' | 'getRetrospective' | 'getIncident'
  >;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;

  constructor(options: {
    client: Pick<
      PostmortemsApi,
      'listRetrospectives' | 'getRetrospective' | 'getIncident'
    >;
    auth: AuthService;
    logger: LoggerService;
  }) {
    this.#client = options.client;
    this.#auth = options.auth;
    this.#logger = options.logger;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<PostmortemDocument> {
    let cursor: string | undefined;
    do {
      const page = await this.#client.listRetrospectives(
        { limit: PAGE, cursor },
        await this.#credentials(),
      );
      for (const { id } of page.items) {
        const document = await this.#read(id);
        if (document) yield document;
      }
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
  }

  async #read(id: string): Promise<PostmortemDocument | undefined> {
    try {
      const credentials = await this.#credentials();
      const document = await this.#client.getRetrospective(id, credentials);
      const incident = await this.#client.getIncident(
        document.incidentKey,
        credentials,
      );
      if (incident.visibility !== 'public') return undefined;
      return {
        title: document.title,
        text: textOf(document),
        location: `/postmortems/${id}`,
        incidentKey: incident.key,
        status: document.status,
        severity: incident.severity,
        startedAt: incident.startedAt,
        services: incident.services.join(' '),
        authorization: { resourceRef: incident.key },
      };
    } catch (error) {
      // One that cannot be read does not keep the others from being found
      this.#logger.warn(
        `Postmortem ${id} was not indexed: ${(error as Error).message}`,
      );
      return undefined;
    }
  }

  /** Tokens live shorter than a long collation. */
  async #credentials(): Promise<{ token: string }> {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'postmortems',
    });
  }
}

function textOf({ incidentKey, sections }: Retrospective): string {
  const sentences = sections
    .filter(({ id }) => SECTIONS.has(id))
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims }) => claims)
    .map(({ text }) => text);
  return [incidentKey, ...sentences].join(' ').slice(0, MAX_TEXT);
}
