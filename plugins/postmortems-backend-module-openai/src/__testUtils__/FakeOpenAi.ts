import Ajv from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';

const { API_DESCRIPTIONS_DIR } = process.env;

/** What the server says: an answer's content, or anything else that can come back. */
export type Reply =
  | { content: string; finishReason?: 'stop' | 'length' | 'content_filter' }
  | { refusal: string }
  | { status: number; headers?: Record<string, string> }
  | { raw: string }
  | { hang: true };

export type Received = {
  path: string;
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    response_format: { type: string };
    [field: string]: unknown;
  };
};

type Script = (request: Received, count: number) => Reply;
type Check = (value: unknown) => string[];

/** Compiled once: the description is large. */
const checks = new Map<string, Check>();
let schemas: Ajv | undefined;

function schemasIn(folder: string): Ajv {
  const ajv = new Ajv({
    strict: false,
    allErrors: false,
    validateFormats: false,
  });
  const description: object = parseYaml(
    readFileSync(join(folder, 'openai.yaml'), 'utf8'),
    // OpenAPI 3.0's keyword is left over in places of this 3.1 document
    (key, value) => (key === 'nullable' ? undefined : value),
  );
  return ajv.addSchema(description, 'openai');
}

/** One schema of OpenAI's own API description; passes everything when the descriptions are not there. */
function checkOf(name: string): Check {
  if (!API_DESCRIPTIONS_DIR) return () => [];
  const known = checks.get(name);
  if (known) return known;
  schemas ??= schemasIn(API_DESCRIPTIONS_DIR);
  const validate = schemas.getSchema(`openai#/components/schemas/${name}`)!;
  const check: Check = value => {
    validate(value);
    return (
      validate.errors?.map(e => `${name}${e.instancePath} ${e.message}`) ?? []
    );
  };
  checks.set(name, check);
  return check;
}

/**
 * A chat completions API on loopback that answers as scripted, and holds both
 * sides to OpenAI's description.
 */
export class FakeOpenAi {
  readonly requests: Received[] = [];
  /** What does not fit OpenAI's description. */
  readonly problems: string[] = [];
  readonly #server: Server;
  readonly #checkRequest = checkOf('CreateChatCompletionRequest');
  readonly #checkResponse = checkOf('CreateChatCompletionResponse');
  script: Script;

  static async start(script: Script): Promise<FakeOpenAi> {
    const fake = new FakeOpenAi(script);
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', () => resolve());
    });
    return fake;
  }

  private constructor(script: Script) {
    this.script = script;
    this.#server = createServer((req, res) => {
      let text = '';
      req.on('data', chunk => {
        text += chunk;
      });
      req.on('end', () => {
        const body = JSON.parse(text);
        this.problems.push(...this.#checkRequest(body));
        const received = { path: req.url!, headers: req.headers, body };
        this.requests.push(received);
        const reply = this.script(received, this.requests.length);
        if ('hang' in reply) return;
        if ('raw' in reply) {
          res.setHeader('content-type', 'application/json').end(reply.raw);
          return;
        }
        if ('status' in reply) {
          res.writeHead(reply.status, {
            'content-type': 'application/json',
            ...reply.headers,
          });
          res.end(
            JSON.stringify({ error: { message: 'scripted', type: 'x' } }),
          );
          return;
        }
        const answer = completion(body.model, reply);
        this.problems.push(...this.#checkResponse(answer));
        res
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify(answer));
      });
    });
  }

  get baseUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }
}

function completion(
  model: string,
  reply: Extract<Reply, { content: string } | { refusal: string }>,
) {
  const refused = 'refusal' in reply;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_770_000_000,
    model,
    choices: [
      {
        index: 0,
        finish_reason: (!refused && reply.finishReason) || 'stop',
        logprobs: null,
        message: {
          role: 'assistant',
          content: refused ? null : reply.content,
          refusal: refused ? reply.refusal : null,
        },
      },
    ],
    usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
  };
}
