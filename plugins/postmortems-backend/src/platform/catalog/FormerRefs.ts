import { FORMER_REFS_ANNOTATION } from '@postmortems/backstage-plugin-postmortems-common';
import { type CatalogReader, refOf } from './CatalogReader';
import { lowerCased } from './relations';

/** Renaming is rare, lists are not. */
const FRESH_MS = 60_000;

/** The refs that entities had before, as their annotation names them. */
export class FormerRefs {
  readonly #reader: Pick<CatalogReader, 'havingAnnotation'>;
  #formerOf: Promise<Map<string, string[]>> | undefined;
  #readAt = 0;

  constructor(options: { reader: Pick<CatalogReader, 'havingAnnotation'> }) {
    this.#reader = options.reader;
  }

  /** The refs with all that they were before. */
  async withFormer(refs: readonly string[]): Promise<string[]> {
    const formerOf = await this.#read();
    if (formerOf.size === 0) return [...refs];
    return [
      ...new Set(refs.flatMap(ref => [ref, ...(formerOf.get(ref) ?? [])])),
    ];
  }

  #read(): Promise<Map<string, string[]>> {
    if (!this.#formerOf || Date.now() - this.#readAt > FRESH_MS) {
      this.#readAt = Date.now();
      const reading = this.#load();
      // A failure is not kept
      reading.catch(() => {
        this.#formerOf = undefined;
      });
      this.#formerOf = reading;
    }
    return this.#formerOf;
  }

  async #load(): Promise<Map<string, string[]>> {
    const entities = await this.#reader.havingAnnotation(
      FORMER_REFS_ANNOTATION,
    );
    return new Map(
      entities.map(entity => [
        refOf(entity),
        (entity.metadata.annotations?.[FORMER_REFS_ANNOTATION] ?? '')
          .split(',')
          .map(ref => lowerCased(ref.trim()))
          .filter(Boolean),
      ]),
    );
  }
}
