import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { StreamEntitiesRequest } from '@backstage/catalog-client';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { type CatalogAnswer, CatalogAnswers } from './CatalogAnswers';
import { lowerCased } from './relations';

type Predicate = NonNullable<StreamEntitiesRequest['query']>;

/** Refs in one query. */
const AT_ONCE = 200;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'relations',
];

/** Queries the catalog with the caller's credentials, or the plugin's own. */
export class CatalogReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #answers: CatalogAnswers;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    answers?: CatalogAnswers;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#answers = options.answers ?? new CatalogAnswers();
  }

  /**
   * Entities in the order of the refs; `undefined` for those that are not
   * there.
   */
  async byRefs(
    refs: readonly string[],
    credentials?: BackstageCredentials,
    fields: string[] = FIELDS,
  ): Promise<(Entity | undefined)[]> {
    return (await this.answerByRefs(refs, credentials, fields)).value;
  }

  /** As {@link CatalogReader.byRefs}, with how old the answer is. */
  async answerByRefs(
    refs: readonly string[],
    credentials?: BackstageCredentials,
    fields: string[] = FIELDS,
  ): Promise<CatalogAnswer<(Entity | undefined)[]>> {
    const as = await this.#as(credentials);
    const portions = Array.from(
      { length: Math.ceil(refs.length / AT_ONCE) },
      (_, index) => refs.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
    );
    const answers = await Promise.all(
      portions.map(entityRefs =>
        this.#answers.to(
          questionOf(as.credentials, { entityRefs, fields }),
          async inTime =>
            (
              await inTime(
                this.#catalog.getEntitiesByRefs({ entityRefs, fields }, as),
              )
            ).items.map(item => item ?? null),
        ),
      ),
    );
    const [asOf] = answers.flatMap(answer => answer.asOf ?? []).sort();
    return {
      value: answers.flatMap(({ value }) =>
        value.map(item => item ?? undefined),
      ),
      ...(asOf && { asOf }),
    };
  }

  /** As {@link CatalogReader.byRefs}, with what the catalog says that they are. */
  async describedByRefs(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<CatalogAnswer<Entity[]>> {
    const { value, ...age } = await this.answerByRefs(refs, credentials, [
      ...FIELDS,
      'metadata.description',
    ]);
    return { value: value.flatMap(entity => entity ?? []), ...age };
  }

  /** Entities of some kinds that have a relation to any of the refs. */
  async related(options: {
    kinds: string[];
    relation: string;
    refs: readonly string[];
    credentials?: BackstageCredentials;
  }): Promise<Entity[]> {
    const { kinds, relation, refs, credentials } = options;
    const found = new Map<string, Entity>();
    for (let start = 0; start < refs.length; start += AT_ONCE) {
      const targetRef = { $in: refs.slice(start, start + AT_ONCE) };
      const entities = await this.#all(
        {
          $all: [
            { kind: { $in: kinds } },
            { relations: { $contains: { type: relation, targetRef } } },
          ],
        },
        { credentials },
      );
      for (const entity of entities) found.set(refOf(entity), entity);
    }
    return [...found.values()];
  }

  /** Entities of a kind whose annotation has a value, in whatever case. */
  async annotated(options: {
    kind: string;
    annotation: string;
    value: string;
    credentials?: BackstageCredentials;
  }): Promise<Entity[]> {
    const { kind, annotation, value, credentials } = options;
    const annotated: Record<`metadata.${string}`, string> = {
      [`metadata.annotations.${annotation}`]: value,
    };
    return this.#all({ kind, ...annotated }, { credentials });
  }

  /** Entities that have an annotation, of whatever kind. */
  async havingAnnotation(annotation: string): Promise<Entity[]> {
    const present: Record<`metadata.${string}`, { $exists: boolean }> = {
      [`metadata.annotations.${annotation}`]: { $exists: true },
    };
    return this.#all(present, {});
  }

  /** Every user, with names, addresses and groups. */
  async users(): Promise<Entity[]> {
    return this.#all({ kind: 'User' }, { fields: [...FIELDS, 'spec.profile'] });
  }

  /**
   * All entities that match, page by page. Predicates are sent in the body: a
   * hundred refs as a filter would make the URL too long.
   */
  async #all(
    query: Predicate,
    options: { fields?: string[]; credentials?: BackstageCredentials },
  ): Promise<Entity[]> {
    const { fields = FIELDS, credentials } = options;
    const as = await this.#as(credentials);
    const request = { query, fields, totalItems: 'exclude' } as const;
    const { value } = await this.#answers.to(
      questionOf(as.credentials, request),
      async inTime => {
        const entities: Entity[] = [];
        const pages = this.#catalog
          .streamEntities(request, as)
          [Symbol.asyncIterator]();
        for (;;) {
          const { done, value: page } = await inTime(pages.next());
          if (done) return entities;
          entities.push(...page);
        }
      },
    );
    return value;
  }

  async #as(credentials: BackstageCredentials | undefined) {
    return {
      credentials: credentials ?? (await this.#auth.getOwnServiceCredentials()),
    };
  }
}

/** What is asked, and by whom: each may see something else. */
function questionOf(
  { principal }: BackstageCredentials<unknown>,
  request: object,
): string {
  const { type, userEntityRef, subject } = principal as Record<string, unknown>;
  return JSON.stringify([type, userEntityRef, subject, request]);
}

/** Full ref of an entity, in lower case. */
export function refOf(entity: Entity): string {
  return lowerCased(stringifyEntityRef(entity));
}
