import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type {
  AddNote,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { randomUUID } from 'node:crypto';
import type { IncidentService } from '../incidents';
import type { Caller } from '../platform/auth';
import type { CatalogReader } from '../platform/catalog';
import { InvalidFieldsError } from '../platform/http';
import { EvidenceIngestion } from './EvidenceIngestion';
import type { EvidenceStore } from './EvidenceStore';
import type { EvidenceLimits } from './limits';

/** Who delivers notes that people write on the page. */
const PROVIDER = 'backstage';

/** Keeps what people saw as evidence. A note rests on its author's word. */
export class NoteService {
  readonly #evidence: EvidenceStore;
  readonly #ingestion: EvidenceIngestion;
  readonly #incidents: IncidentService;
  readonly #reader: Pick<CatalogReader, 'byRefs'>;
  readonly #logger: LoggerService;

  constructor(options: {
    evidence: EvidenceStore;
    incidents: IncidentService;
    reader: Pick<CatalogReader, 'byRefs'>;
    logger: LoggerService;
    limits?: EvidenceLimits;
  }) {
    this.#evidence = options.evidence;
    this.#ingestion = EvidenceIngestion.create(options);
    this.#incidents = options.incidents;
    this.#reader = options.reader;
    this.#logger = options.logger;
  }

  /** The note as evidence. Throws `NotAllowedError` unless a person is signed in. */
  async add(options: {
    key: string;
    note: AddNote;
    reader: Caller;
    caller: Caller;
  }): Promise<EvidenceNode> {
    const { key, note, caller } = options;
    if (!caller.actor.startsWith('user:')) {
      throw new NotAllowedError('Only a signed-in person may add a note');
    }
    const incident = await this.#incidents.requireChangeable(options);
    const id = `note/${randomUUID()}`;
    const {
      outcomes: [outcome],
    } = await this.#ingestion.ingest({
      incidentKey: key,
      actor: caller.actor,
      unlimited: true,
      nodes: [
        {
          id,
          sourceType: 'chat',
          provider: PROVIDER,
          timestamp: note.at ?? new Date().toISOString(),
          metadata: { service: note.service ?? incident.services[0] },
          payload: {
            kind: 'message',
            author: { id: caller.actor, name: await this.#nameOf(caller) },
            text: note.text,
          },
        },
      ],
    });
    if (outcome.status === 'rejected') {
      throw new InvalidFieldsError(
        outcome.errors.map(({ path, message }) => ({
          path: fieldOf(path),
          message,
        })),
      );
    }
    const stored = await this.#evidence.getMany({
      incidentKey: key,
      ids: [id],
    });
    return stored.get(id)!;
  }

  /** As the catalog presents people; a note does not wait for it. */
  async #nameOf({ actor, credentials }: Caller): Promise<string> {
    const [user] = await this.#reader
      .byRefs([actor], credentials, ['metadata', 'spec.profile'])
      .catch(error => {
        this.#logger.warn('The author of a note was not looked up', error);
        return [];
      });
    const profile = user?.spec?.profile;
    const displayName =
      typeof profile === 'object' &&
      profile !== null &&
      'displayName' in profile
        ? profile.displayName
        : undefined;
    return (
      (typeof displayName === 'string' && displayName) ||
      user?.metadata.title ||
      parseEntityRef(actor).name
    );
  }
}

/** The field of the request for a pointer into the evidence that is made of it. */
function fieldOf(path: string): string {
  if (path.startsWith('/timestamp')) return '/at';
  return path.startsWith('/metadata') ? '/service' : '/text';
}
