import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'shell-quote';
import request from 'supertest';
import {
  asMachine,
  asUser,
  startPostmortems,
} from './__testUtils__/testBackend';

jest.setTimeout(60_000);

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/api.md'),
  'utf8',
);

type Answer = { call: string; status: number; body: any };

/**
 * A command of the page, or a value of the last answer that later commands use:
 * `/id` as `$POSTMORTEM`.
 */
const STEPS =
  /```sh\n(?<command>curl [^]*?)```|`(?<pointer>\/[^`\s]*)` as `\$(?<name>\w+)`/g;

type Backend = Awaited<ReturnType<typeof startPostmortems>>;

async function curl(
  { server }: Backend,
  command: string,
  variables: Record<string, string>,
): Promise<Answer> {
  const [, ...args] = parse(command.trim(), variables) as string[];
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      header: { type: 'string', short: 'H', multiple: true, default: [] },
      request: { type: 'string', short: 'X' },
      json: { type: 'string' },
    },
  });
  const [url] = positionals;
  const headers = values.header.map(header => header.split(': '));
  const method = values.request ?? (values.json ? 'POST' : 'GET');
  const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch';
  const { status, type, body, text } = await request(server)
    [verb](url)
    .set(Object.fromEntries(headers))
    .set('content-type', 'application/json')
    .send(values.json);
  return {
    call: `${method} ${url.replace(variables.API, '')}`,
    status,
    body: type === 'application/json' ? body : text,
  };
}

const valueAt = (body: any, pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .reduce((value, key) => value[key], body);

/** Runs the page from top to bottom. */
async function runPage(backend: Backend): Promise<Answer[]> {
  const variables: Record<string, string> = {
    API: '/api/postmortems/v1',
    MACHINE: `Authorization: ${asMachine()}`,
    PERSON: `Authorization: ${asUser('mei')}`,
  };
  const answers: Answer[] = [];
  for (const { groups } of page.matchAll(STEPS)) {
    const { command, pointer, name } = groups!;
    if (command) answers.push(await curl(backend, command, variables));
    else variables[name] = valueAt(answers.at(-1)?.body, pointer);
  }
  return answers;
}

describe('calls of docs/api.md', () => {
  let backend: Backend;
  let answers: Answer[];
  beforeAll(async () => {
    backend = await startPostmortems({
      config: { permission: { enabled: true } },
    });
    answers = await runPage(backend);
  });
  afterAll(() => backend.stop());

  const bodyOf = (call: RegExp) =>
    answers.find(answer => call.test(answer.call))?.body;

  it('succeed in the order of the page', () => {
    expect(answers).toHaveLength(page.match(/^curl /gm)!.length);
    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
  });

  it('accept every node of evidence', () => {
    expect(bodyOf(/evidence$/)).toMatchObject({ created: 3, rejected: 0 });
  });

  it('find the claim supported', () => {
    expect(bodyOf(/verify$/).results).toMatchObject([{ verdict: 'supported' }]);
  });

  it('list the cause that the trace names as a possible one, until a person confirms it', () => {
    expect(bodyOf(/^GET .postmortems.[^/]+$/)).toMatchObject({
      rootCauseStatus: 'candidates',
    });
    expect(bodyOf(/^POST .*decision$/)).toMatchObject({
      rootCauseStatus: 'confirmed',
    });
  });

  it('export the edited sentence as Markdown', () => {
    expect(bodyOf(/export$/)).toContain(
      'Customers could not place orders for half an hour.',
    );
  });

  it('list the changed action item', () => {
    expect(bodyOf(/action-items\?/).items).toContainEqual(
      expect.objectContaining({
        id: 'alert-on-rejections',
        state: 'in_progress',
      }),
    );
  });
});
