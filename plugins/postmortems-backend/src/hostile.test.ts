import fc from 'fast-check';
import request from 'supertest';
import { createTestDatabases } from './__testUtils__/stores';
import {
  asMachine,
  asUser,
  startPostmortems,
} from './__testUtils__/testBackend';
import { shopEvidence, shopIncident } from './__testUtils__/shopIncident';
import { acceptedBodies } from './__testUtils__/hostile/acceptedBodies';
import {
  broken,
  valuesOf,
  varied,
  type Schema,
} from './__testUtils__/hostile/valuesOf';

/** Calls of each route and kind of caller; `npm run test:hostile` makes more. */
const RUNS = Number(process.env.HOSTILE_RUNS ?? 3);
const SEED = Number(process.env.HOSTILE_SEED ?? 20261127);

jest.setTimeout(60_000 + RUNS * 60_000);

const databases = createTestDatabases();

/** Stands in a private incident, which only its owners may read. */
const MARKER = 'known-to-owners-only';

/** What no answer may show: statements, and places in code. */
const INSIDES =
  /\b(?:select|insert into|update|delete from)\b[^"]{0,80}["`]\w+["`]|SQLITE_|\bknex\b|violates|relation "|\n\s+at \S+ \(|\.(?:ts|js):\d+:\d+|node_modules/i;

type Parameter = {
  in: 'path' | 'query' | 'header';
  name: string;
  schema: Schema;
  required?: boolean;
};
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Fills `{name}`s of a path: with what exists, and with what does not. */
function pathsOf(
  path: string,
  known: Record<string, string[]>,
): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const odd = ['0', '%00', '%F0%9F%98%80', '..%2F..%2Fx', "'", '%25', '~'];
  return fc
    .tuple(
      ...names.map(name =>
        fc.oneof(
          {
            weight: 4,
            arbitrary: fc.constantFrom(...(known[name] ?? ['none'])),
          },
          { weight: 1, arbitrary: fc.constantFrom(...odd, 'x'.repeat(2000)) },
        ),
      ),
    )
    .map(values =>
      names.reduce(
        (filled, name, index) =>
          filled.replace(`{${name}}`, () => values[index]),
        path,
      ),
    );
}

/** Half a surrogate pair cannot be part of an address. */
const asText = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value) ?? '').replace(
    /\p{Cs}/gu,
    '\ufffd',
  );

/** A query string of the parameters that are allowed there. */
function queriesOf(
  parameters: Parameter[],
  schemas: Record<string, Schema>,
  known: string[],
): fc.Arbitrary<string> {
  const query = parameters.filter(one => one.in === 'query');
  const values = fc.record(
    Object.fromEntries(
      query.map(({ name, schema }) => [name, valuesOf(schema, schemas, known)]),
    ),
    { requiredKeys: [] },
  );
  return fc.oneof(values, broken(values)).map(given =>
    Object.entries(Object(given))
      .flatMap(([name, value]) =>
        [value].flat().map(one => [name, one].map(asText)),
      )
      .map(pair => pair.map(encodeURIComponent).join('='))
      .join('&')
      // Node itself refuses much longer ones
      .slice(0, 4000)
      .replace(/%.?$/, ''),
  );
}

const TYPES = ['application/json', 'text/plain', 'application/json; charset=x'];

/** Bodies: as described, broken in one place, and no JSON at all. */
function bodiesOf(
  operation: Operation,
  accepted: object | undefined,
  schemas: Record<string, Schema>,
  known: string[],
): fc.Arbitrary<{ type: string; body: string } | undefined> {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return fc.constant(undefined);
  const values = valuesOf(schema, schemas, known);
  const json = (value: fc.Arbitrary<unknown>) =>
    value.map(one => ({
      type: 'application/json',
      body: JSON.stringify(one) ?? '',
    }));
  const raw = fc.record({
    type: fc.constantFrom(...TYPES),
    body: fc.constantFrom('', '{', '[1,', 'null', '"', '\ufeff{}', '{"a":1}}'),
  });
  if (!accepted) throw new Error('acceptedBodies lacks this route');
  return fc.oneof(
    { weight: 8, arbitrary: json(varied(accepted, known)) },
    { weight: 3, arbitrary: json(values) },
    { weight: 3, arbitrary: json(broken(fc.constant(accepted))) },
    { weight: 2, arbitrary: json(broken(values)) },
    { weight: 1, arbitrary: raw },
  );
}

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  let document: Document;
  const known: Record<string, string[]> = {};
  const slowest: { ms: number; route: string }[] = [];
  const counts: Record<string, number> = {};
  const written = new Set<string>();

  const callers: Record<string, string> = {
    'an owner': asUser('ada'),
    'somebody else': asUser('zoe'),
    'a machine': asMachine(),
    nobody: '',
    'a forged token': 'Bearer eyJhbGciOiJub25lIn0.e30.',
  };
  const signedIn = ['an owner', 'somebody else', 'a machine'];
  /** Who may not see the private incident. */
  const STRANGERS = ['somebody else', 'nobody', 'a forged token'];

  beforeAll(async () => {
    backend = await startPostmortems({
      databases,
      databaseId,
      groups: { ada: ['group:default/sre-team'] },
      config: {
        permission: { enabled: true },
        postmortems: {
          rateLimits: {
            userCallsPerMinute: 1_000_000,
            machineCallsPerMinute: 1_000_000,
          },
        },
      },
    });
    const { api } = backend;
    ({ body: document } = await api.get('/openapi.json'));
    const ada = callers['an owner'];
    const open = async (
      key: string,
      fields: { title?: string; visibility?: 'private' },
    ) => {
      const {
        status: _,
        createdBy,
        createdAt,
        updatedAt,
        ...incident
      } = shopIncident;
      await api
        .post('/incidents', { ...incident, key, ...fields }, ada)
        .expect(201);
      const nodes = [
        ...shopEvidence,
        {
          id: 'told',
          sourceType: 'chat',
          timestamp: shopIncident.startedAt,
          payload: {
            kind: 'message',
            text: `rolling back checkout: ${fields.title ?? 'nothing'}`,
          },
          metadata: { service: 'checkout' },
        },
      ];
      await api.post(`/incidents/${key}/evidence`, { nodes }, ada).expect(200);
      const { body } = await api
        .post(`/incidents/${key}/postmortems`, {}, ada)
        .expect(201);
      return body;
    };
    const postmortems = [
      await open('INC-1', {}),
      await open('INC-2', { visibility: 'private', title: `It is ${MARKER}` }),
    ];
    const { body: item } = await api
      .post(
        `/postmortems/${postmortems[0].id}/action-items`,
        acceptedBodies['post /postmortems/{id}/action-items'],
        ada,
      )
      .expect(201);
    const sections = postmortems.flatMap(one => one.sections);
    const blocks = sections.flatMap(section => section.blocks);
    Object.assign(known, {
      key: ['INC-1', 'INC-2'],
      id: postmortems.map(({ id }) => id),
      blockId: blocks.map(({ id }: { id: string }) => id),
      sectionId: sections.map(({ id }: { id: string }) => id),
      claimId: blocks.flatMap(({ claims }: { claims: { id: string }[] }) =>
        claims.map(({ id }) => id),
      ),
      evidenceId: shopEvidence.map(({ id }) => encodeURIComponent(id!)),
      itemId: [item.id],
      source: ['prometheus'],
    });
  });

  afterAll(async () => {
    slowest.sort((a, b) => b.ms - a.ms);
    process.stderr.write(
      `${databaseId}, seed ${SEED}: ${JSON.stringify(
        counts,
      )}; slowest: ${slowest
        .slice(0, 5)
        .map(({ ms, route }) => `${route} ${Math.round(ms)} ms`)
        .join(', ')}\n`,
    );
    await backend.stop();
  });

  /** The revision that an edit must name, which changes with each edit. */
  async function revisionOf(path: string): Promise<number | undefined> {
    const id = known.id.find(one => path.startsWith(`/postmortems/${one}/`));
    return id && (await backend.api.get(`/postmortems/${id}`)).body.revision;
  }

  it('no route fails, tells its insides, or shows what is private', async () => {
    const schemas = document.components.schemas;
    const values = Object.values(known).flat();
    const problems = new Map<string, string>();
    let seed = SEED;
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const route = `${method} ${path}`;
        const calls = fc.record({
          path: pathsOf(path, known),
          query: queriesOf(operation.parameters ?? [], schemas, values),
          sent: bodiesOf(operation, acceptedBodies[route], schemas, values),
          caller: fc.oneof(
            { weight: 3, arbitrary: fc.constantFrom(...signedIn) },
            { weight: 1, arbitrary: fc.constantFrom(...Object.keys(callers)) },
          ),
        });
        const numRuns = RUNS * Object.keys(callers).length;
        seed += 1;
        for (const one of fc.sample(calls, { numRuns, seed })) {
          const call = request(backend.server)[method as 'get'](
            `/api/postmortems/v1${one.path}${one.query && `?${one.query}`}`,
          );
          const authorization = callers[one.caller];
          if (authorization) call.set('authorization', authorization);
          if (one.sent) {
            const current = await revisionOf(one.path);
            if (current) {
              one.sent.body = one.sent.body.replace(
                '"baseRevision":1,',
                `"baseRevision":${current},`,
              );
            }
            call.set('content-type', one.sent.type).send(one.sent.body);
          }
          const started = performance.now();
          const { status, text = '' } = await call;
          slowest.push({ ms: performance.now() - started, route });
          counts[status] = (counts[status] ?? 0) + 1;
          if (status < 300 && method !== 'get') written.add(route);
          const isStranger = STRANGERS.includes(one.caller);
          const problem = problemOf(status, text, isStranger);
          if (problem) {
            problems.set(
              `${route} ${problem}: ${status} ${text.slice(0, 500)}`,
              JSON.stringify(one).slice(0, 1500),
            );
          }
        }
      }
    }
    expect(Object.fromEntries(problems)).toEqual({});
    // Refusals alone would prove little
    expect(written.size).toBeGreaterThan(8);
  });
});

function problemOf(status: number, text: string, isStranger: boolean) {
  if (status >= 500) return 'failed';
  if (status >= 400 && INSIDES.test(text)) return 'tells its insides';
  if (isStranger && text.includes(MARKER)) return 'shows what is private';
  return undefined;
}
