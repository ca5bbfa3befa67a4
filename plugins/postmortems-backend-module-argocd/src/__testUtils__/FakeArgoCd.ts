import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
};
export type FakeApplication = {
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
  };
  spec: object;
  status: Record<string, unknown>;
};

const { API_DESCRIPTIONS_DIR } = process.env;
let validate: ValidateFunction | undefined;

/** What of an application does not fit Argo CD's published description, where that is there. */
export function findProblems(application: unknown): string[] {
  if (!API_DESCRIPTIONS_DIR) return [];
  if (!validate) {
    const { definitions } = JSON.parse(
      readFileSync(join(API_DESCRIPTIONS_DIR, 'argocd.json'), 'utf8'),
    );
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'argocd', definitions });
    validate = ajv.compile({ $ref: 'argocd#/definitions/v1alpha1Application' });
  }
  validate(application);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
}

/**
 * Argo CD's API on loopback: it checks the token and finds applications by name,
 * namespace and labels. What it answers is held to Argo CD's description.
 */
export class FakeArgoCd {
  readonly asked: string[] = [];
  readonly problems: string[] = [];
  token = 'api-token';
  applications: FakeApplication[] = [];
  /** Answers given once, in their order. */
  readonly script: (Answer | 'hang' | 'reset')[] = [];
  readonly #server: Server;

  static async start(): Promise<FakeArgoCd> {
    const fake = new FakeArgoCd();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#handle(request, response);
    });
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse) {
    this.asked.push(request.url!);
    const answer = this.script.shift() ?? this.#answer(request);
    if (answer === 'hang') return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    const { status = 200, headers, body = {} } = answer;
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  #answer({ url, headers }: IncomingMessage): Answer {
    if (headers.authorization !== `Bearer ${this.token}`) {
      return { status: 401, body: { error: 'no session', code: 16 } };
    }
    const { pathname, searchParams: query } = new URL(url!, this.baseUrl);
    const [, name] = /^\/api\/v1\/applications(?:\/([^/]+))?$/.exec(
      pathname,
    ) ?? [undefined, undefined];
    const namespace = query.get('appNamespace');
    const labels = (query.get('selector') ?? '').split(',').filter(Boolean);
    const found = this.applications.filter(
      ({ metadata }) =>
        (!name || metadata.name === name) &&
        (!namespace || metadata.namespace === namespace) &&
        labels.every(label => {
          const [key, value] = label.split('=');
          return metadata.labels?.[key] === value;
        }),
    );
    this.problems.push(...found.flatMap(findProblems));
    if (!name) return { body: { metadata: {}, items: found } };
    return found[0]
      ? { body: found[0] }
      : { status: 403, body: { error: 'permission denied', code: 7 } };
  }
}
