import {
  filterPredicateToFilterFunction,
  getJsonValueAtPath,
} from '@backstage/filter-predicates';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export const SERVICES = ['checkout', 'basket', 'payments'];
const KEY_ID = 'chaos';
/** Clocks of replicas are wrong, also to the past. */
const ISSUED_BEFORE_S = 3600;
const VALID_FOR_S = 24 * 3600;

const OWNED = { type: 'ownedBy', targetRef: 'group:default/shop' };

const entities: Entity[] = [
  ...SERVICES.map(name => entity('Component', name, [OWNED])),
  entity('Group', 'shop'),
];

/**
 * Stands in for the catalog, which can hang, and for the issuer of users' tokens,
 * over HTTP.
 */
export class Neighbours {
  readonly #server = createServer((req, res) => this.#answer(req, res));
  readonly #keys: Awaited<ReturnType<typeof generateKeyPair>>;
  /** Answers that wait for the catalog to come back. */
  #hanging: (() => void)[] | undefined;

  static async start(): Promise<Neighbours> {
    const neighbours = new Neighbours(await generateKeyPair('ES256'));
    await new Promise<void>(resolve =>
      neighbours.#server.listen(0, '127.0.0.1', resolve),
    );
    return neighbours;
  }

  private constructor(keys: Awaited<ReturnType<typeof generateKeyPair>>) {
    this.#keys = keys;
  }

  /** What `discovery.endpoints` has for both. */
  get endpoints(): object[] {
    const { port } = this.#server.address() as AddressInfo;
    const target = `http://127.0.0.1:${port}/api/{{pluginId}}`;
    return [{ target, plugins: ['catalog', 'auth'] }];
  }

  /** With the proof of identity with which plugins call each other for a user. */
  async tokenOf(user: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      sub: user,
      iat: now - ISSUED_BEFORE_S,
      exp: now + VALID_FOR_S,
    };
    const limited = await this.#sign('vnd.backstage.limited-user', claims);
    const uip = limited.split('.')[2];
    return this.#sign('vnd.backstage.user', { ...claims, ent: [user], uip });
  }

  #sign(typ: string, claims: JWTPayload): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ typ, alg: 'ES256', kid: KEY_ID })
      .sign(this.#keys.privateKey);
  }

  /** Leaves calls of the catalog unanswered until `wake`. */
  hang(): void {
    this.#hanging ??= [];
  }

  wake(): void {
    const waiting = this.#hanging ?? [];
    this.#hanging = undefined;
    for (const answer of waiting) answer();
  }

  async stop(): Promise<void> {
    this.wake();
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const body = await textOf(req);
    const [, , plugin, ...rest] = url.pathname.split('/');
    if (plugin === 'catalog' && this.#hanging) {
      await new Promise<void>(resolve => this.#hanging?.push(resolve));
    }
    const answer =
      rest.at(-1) === 'jwks.json'
        ? { keys: [await this.#publicKey()] }
        : answerOfCatalog({
            path: rest.join('/'),
            filters: url.searchParams.getAll('filter'),
            body: body && JSON.parse(body),
          });
    res.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    res.end(JSON.stringify(answer ?? { error: { name: 'NotFoundError' } }));
  }

  async #publicKey() {
    const jwk = await exportJWK(this.#keys.publicKey);
    return { ...jwk, kid: KEY_ID, alg: 'ES256' };
  }
}

function answerOfCatalog({
  path,
  filters,
  body,
}: {
  path: string;
  filters: string[];
  body: any;
}): object | undefined {
  if (path === 'entities') {
    return entities.filter(one => filters.some(all => fits(one, all)));
  }
  if (path === 'entities/by-refs') {
    return { items: body.entityRefs.map((ref: string) => byRef(ref) ?? null) };
  }
  if (path === 'entities/by-query') {
    const matches = filterPredicateToFilterFunction(body?.query ?? {});
    const items = entities.filter(one => matches(one as never));
    return { items, totalItems: items.length, pageInfo: {} };
  }
  const [, kind, namespace, name] =
    /^entities\/by-name\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  return kind ? byRef(`${kind}:${namespace}/${name}`) : undefined;
}

/** Whether an entity fits all of `kind=component,metadata.name=checkout`. */
function fits(one: Entity, filter: string): boolean {
  return filter.split(',').every(condition => {
    const [path, value] = condition.split('=');
    const found = getJsonValueAtPath(one as never, path);
    return String(found).toLocaleLowerCase('en-US') === value;
  });
}

function byRef(ref: string): Entity | undefined {
  return entities.find(
    one => stringifyEntityRef(one) === ref.toLocaleLowerCase('en-US'),
  );
}

function entity(kind: string, name: string, relations: object[] = []): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
    relations: relations as Entity['relations'],
  };
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
