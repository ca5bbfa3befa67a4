import { AuthenticationError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import request from 'supertest';
import {
  addDeadLetters,
  DEAD_LETTERS,
  driveWrites,
  offeringSource,
  pathOf,
  READING_POSTS,
  writingRoutes,
} from './__testUtils__/driveWrites';
import {
  drawCalls,
  oddBodiesOf,
  type Document,
  type DrawnCall,
} from './__testUtils__/hostile/drawCalls';
import { shopEvidence } from './__testUtils__/shopIncident';
import { createTestDatabases } from './__testUtils__/stores';
import {
  asMachine,
  asUser,
  machineMayAll,
  startPostmortems,
} from './__testUtils__/testBackend';

/** Calls of each route and kind of caller; `npm run test:hostile` makes more. */
const RUNS = Number(process.env.HOSTILE_RUNS ?? 2);
const SEED = Number(process.env.HOSTILE_SEED ?? 20261127);

jest.setTimeout(300_000 + RUNS * 120_000);

const databases = createTestDatabases();

/** Stands in each text of a private incident, which only its owner may read. */
const MARKER = 'known-to-its-owner-only';
/** Texts that nobody sees: replaced, masked as secrets, not stored, or not of the incident. */
const UNSEEN = [
  'first title',
  'password',
  'input',
  'env',
  'verified claim',
  'first title of the item',
  'reason of the erasure',
];
/** Administrators read these in the audit, and among erasures. */
const FOR_ADMINISTRATORS = [
  'reason of the transition',
  'reason of the hold',
  'reason of the erasure',
];

/** What no answer may show: statements, and places in code. */
const INSIDES =
  /\b(?:select|insert into|update|delete from)\b[^"]{0,80}["`]\w+["`]|SQLITE_|\bknex\b|violates|relation "|\n\s+at \S+ \(|\.(?:ts|js):\d+:\d+|node_modules/i;

const ENGINEER = /incident\.|postmortem\.(?:create|update)/;
/** Also sorts what belongs to no incident yet. */
const SORTER = /incident\.|postmortem\.(?:create|update)|source\.read/;
/** Permissions of people; the private incident is pia's. */
const RIGHTS: Record<string, RegExp> = {
  ada: SORTER,
  pia: SORTER,
  zoe: ENGINEER,
  rita: /incident\.read|postmortem\.(?:approve|publish)/,
  root: /./,
  ned: /^$/,
};
const CALLERS: Record<string, string> = {
  'an engineer': asUser('ada'),
  'an engineer of another team': asUser('zoe'),
  'a reviewer': asUser('rita'),
  'an administrator': asUser('root'),
  'somebody without rights': asUser('ned'),
  'a machine with rights': asMachine(),
  'a machine': asMachine('external:other'),
  nobody: '',
  'a forged token': 'Bearer eyJhbGciOiJub25lIn0.e30.',
};
/** Backstage asks no policy about machines: they read what is private. */
const STRANGERS = Object.keys(CALLERS).filter(name => !/machine/.test(name));

/** They get nothing but the description of the API. */
const UNKNOWN = ['nobody', 'a forged token'];
const WITHOUT_RIGHTS = [...UNKNOWN, 'somebody without rights', 'a machine'];
/** What a machine may do that the configuration gives nothing. */
const FOR_ANY_MACHINE = [
  'post /incidents',
  'post /incidents/reassign',
  'patch /incidents/{key}',
  'post /incidents/{key}/evidence',
  'post /incidents/{key}/traces',
  'post /incidents/{key}/postmortems',
];

type Policy = NonNullable<
  Parameters<typeof startPostmortems>[0]
>['permissions'];

const decide = async (
  requests: { permission: { name: string } }[],
  options?: object,
) => {
  const { principal } = (
    options as { credentials: { principal: { userEntityRef?: string } } }
  ).credentials;
  const rights = RIGHTS[principal.userEntityRef?.split('/')[1] ?? 'root'];
  return requests.map(({ permission: { name } }) => ({
    result: rights.test(name) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  }));
};
const permissions = {
  authorize: decide,
  authorizeConditional: decide,
} as Policy;

const delivered = {
  create: {
    key: 'HOOK-1',
    title: 'Checkout rejects orders',
    severity: 'sev2',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:02:00.000Z',
    visibility: 'public',
    participants: [],
  },
  nodes: shopEvidence,
  change: { title: 'Checkout rejects all orders' },
  notices: [{ code: 'muted', message: 'Muted' }],
};

/** Passes on whatever a delivery says. */
const source: EvidenceSource = {
  id: DEAD_LETTERS.source,
  webhook: {
    authenticate: async ({ headers, rawBody }) => {
      if (headers['x-secret'] !== 'sesame') {
        throw new AuthenticationError('Wrong secret');
      }
      return {
        deliveryId: createHash('sha256').update(rawBody).digest('hex'),
      };
    },
    process: async ({ body }, access) => {
      const { create, nodes, change, notices } = JSON.parse(body);
      const { key } = await access.createIncident(create);
      await access.addEvidence(key, nodes);
      await access.updateIncident(key, change);
      await access.setNotices(key, notices);
    },
  },
};

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  type Values = Awaited<ReturnType<typeof driveWrites>>;
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  let document: Document;
  let open: Values;
  let secret: Values;
  /** By route, the last body that it accepted. */
  const accepted: Record<string, object> = {};
  const markers = new Set<string>();
  const counts: Record<string, number> = {};
  const slowest: { ms: number; route: string }[] = [];

  const send = async (
    route: string,
    { path, query, headers, body }: DrawnCall,
    authorization: string,
  ) => {
    const [method] = route.split(' ');
    const call = request(backend.server)
      [method as 'get'](`/api/postmortems/v1${path}${query && `?${query}`}`)
      .set(headers);
    if (authorization) call.set('authorization', authorization);
    const started = performance.now();
    const { status, text = '' } = await (body === undefined
      ? call
      : call.send(body));
    slowest.push({ ms: performance.now() - started, route });
    counts[status] = (counts[status] ?? 0) + 1;
    return { status, text };
  };
  const read = (path: string, authorization: string) =>
    send('get', { path, query: '', headers: {} }, authorization);

  /** They take answers, so that what is sent again meanwhile has none. */
  const erasuresEnd = async () => {
    for (;;) {
      const running = await backend.knex!('erasures')
        .where({ state: 'running' })
        .whereNull('error')
        .first('id');
      if (!running) return;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };

  /** Opens an incident by calling each route as whoever may, twice with one key. */
  const driveAs = (owner: string, key: string, visibility?: 'private') =>
    driveWrites({
      server: backend.server,
      knex: backend.knex!,
      key,
      visibility,
      said: field => {
        if (!visibility) return `Of this: ${field}`;
        markers.add(field);
        return `${MARKER}: ${field}`;
      },
      address: 'https://example.com/1',
      read: async path => JSON.parse((await read(path, owner)).text),
      call: async (route, values, body) => {
        const isManaged = /erasures|deliveries|legal-hold/.test(route);
        const call = {
          path: pathOf(route, values),
          query: '',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': `${key} ${slowest.length}`.replace(/ /g, '-'),
          },
          body: JSON.stringify(body),
        };
        const as = isManaged ? asUser('root') : owner;
        const first = await send(route, call, as);
        const again = await send(route, call, as);
        expect([route, first.status < 300 || first]).toEqual([route, true]);
        expect([route, isRepeat(route, first, again) || again]).toEqual([
          route,
          true,
        ]);
        if (route === 'post /erasures') await erasuresEnd();
        if (!visibility) accepted[route] = body;
        return JSON.parse(first.text);
      },
    });

  beforeAll(async () => {
    backend = await startPostmortems({
      databases,
      databaseId,
      permissions,
      sources: [source, offeringSource],
      trackers: [
        {
          id: 'tracker',
          createTicket: async () => ({
            key: 'T-1',
            url: 'https://tracker.example.com/T-1',
          }),
        },
      ],
      config: {
        permission: { enabled: true },
        postmortems: {
          ...(machineMayAll.postmortems as object),
          rateLimits: {
            userCallsPerMinute: 1_000_000,
            machineCallsPerMinute: 1_000_000,
            webhooksPerMinute: 1_000_000,
          },
        },
      },
    });
    ({ body: document } = await backend.api.get('/openapi.json'));
  });

  afterAll(async () => {
    slowest.sort((a, b) => b.ms - a.ms);
    const times = slowest
      .slice(0, 5)
      .map(({ ms, route }) => `${route} ${Math.round(ms)} ms`);
    process.stderr.write(
      `${databaseId}, seed ${SEED}: ${JSON.stringify(
        counts,
      )}; slowest: ${times.join(', ')}\n`,
    );
    await backend.stop();
  });

  /** Routes that read one thing, with the values of an incident, and lists. */
  const readings = (values: Values) =>
    Object.keys(document.paths)
      .filter(path => 'get' in document.paths[path])
      .filter(path => !/\/(?:erasures|deliveries)\/\{/.test(path))
      .map(path => ({
        isOne: path.includes('{'),
        path: pathOf(`get ${path}`, { ...values, evidenceId: 'e-1' }),
      }));

  /** Texts of the private incident that its owner does not see. */
  const unseenMarkers = async () => {
    const seen: string[] = [];
    for (const { path } of readings(secret)) {
      seen.push((await read(path, asUser('pia'))).text);
    }
    return [...markers].filter(
      field => !seen.some(text => text.includes(`${MARKER}: ${field}`)),
    );
  };

  it('each route accepts what it is meant for, and does it once for one key', async () => {
    for (const [owner, key, visibility] of [
      ['ada', 'INC-1', undefined],
      ['pia', 'INC-2', 'private'],
    ] as const) {
      await backend.knex!('webhook_deliveries').delete();
      await addDeadLetters(backend.knex!);
      const values = await driveAs(asUser(owner), key, visibility);
      await backend.api
        .post(
          `/incidents/${key}/evidence`,
          { nodes: shopEvidence },
          asUser(owner),
        )
        .expect(200);
      if (visibility) secret = values;
      else open = values;
    }
    expect(Object.keys(accepted).sort()).toEqual(
      writingRoutes(document).sort(),
    );
  });

  it('what is private is shown to its owner, and to nobody else', async () => {
    expect(await unseenMarkers()).toEqual(UNSEEN);
    const shown: unknown[] = [];
    for (const name of STRANGERS) {
      for (const { path, isOne } of readings(secret)) {
        const { status, text } = await read(path, CALLERS[name]);
        const problem = problemOf({ name, status, text });
        if (problem || (isOne && status < 300)) {
          shown.push({ name, path, status, problem });
        }
      }
    }
    expect(shown).toEqual([]);
  });

  it('each route refuses who is unknown, and writes for nobody without rights', async () => {
    const answered: unknown[] = [];
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method} ${path}`),
    );
    const values = {
      ...open,
      evidenceId: 'e-1',
      source: DEAD_LETTERS.source,
    };
    for (const route of routes) {
      const isWrite = isWriting(route);
      const id = /erasures/.test(route) ? open.erasureId : 'dead-retry';
      const call = {
        path: pathOf(
          route,
          /erasures|deliveries/.test(route) ? { ...values, id } : values,
        ),
        query: '',
        headers: { 'content-type': 'application/json' },
        ...(accepted[route] && { body: JSON.stringify(accepted[route]) }),
      };
      for (const name of isWrite ? WITHOUT_RIGHTS : UNKNOWN) {
        const { status, text } = await send(route, call, CALLERS[name]);
        if (undue({ name, status, route })) {
          answered.push({ name, route, status, text: text.slice(0, 200) });
        }
      }
    }
    expect(answered).toEqual([]);
  });

  it('no route fails, tells its insides, shows what is private, or repeats a write', async () => {
    const dead = ['1', '2', '3', '4', '5'];
    await addDeadLetters(backend.knex!, { ...DEAD_LETTERS, ids: dead });
    accepted['post /incidents'] = {
      ...accepted['post /incidents'],
      key: 'NEW-1',
    };
    const { body: postmortem } = await backend.api.get(
      `/postmortems/${open.id}`,
    );
    const blocks = postmortem.sections.flatMap(
      ({ blocks: all }: { blocks: object[] }) => all,
    );
    /** What exists, without the private incident for who may change it. */
    const valuesOf = (route: string, hidden: Values[]) => (name: string) => {
      switch (name) {
        case 'id':
          if (/deliveries/.test(route)) return dead;
          if (/erasures/.test(route)) return [open.erasureId];
          break;
        case 'blockId':
          return [...blocks, ...hidden.map(one => ({ id: one.blockId }))].map(
            ({ id }) => id,
          );
        case 'evidenceId':
          return [...shopEvidence.map(({ id }) => id!), 'e-1', 'e-2', 'e-3'];
        case 'source':
          return [DEAD_LETTERS.source];
        case 'sectionId':
          return postmortem.sections.map(({ id }: { id: string }) => id);
        default:
      }
      return [open, ...hidden].map(values => values[name]);
    };
    const problems = new Map<string, string>();
    const written = new Set<string>();
    let seed = SEED;
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method} ${path}`),
    );
    const callsOf = (route: string, hidden: Values[]) =>
      drawCalls({
        document,
        route,
        accepted: accepted[route],
        valuesFor: valuesOf(route, hidden),
        known: [open, ...hidden].flatMap(one => Object.values(one)),
      });
    for (const route of routes) {
      const [calls, openCalls] = [[secret], []].map(hidden =>
        callsOf(route, hidden),
      );
      const drawn = fc.oneof(
        ...Object.keys(CALLERS).map(name => {
          const mayChange =
            !route.startsWith('get') && /machine|admin/.test(name);
          return fc.record({
            name: fc.constant(name),
            call: mayChange ? openCalls : calls,
          });
        }),
      );
      const numRuns = RUNS * Object.keys(CALLERS).length;
      seed += 1;
      for (const { name, call } of fc.sample(drawn, { numRuns, seed })) {
        call.body = await withVersions(call);
        const { status, text } = await send(route, call, CALLERS[name]);
        let problem =
          problemOf({ name, status, text }) ?? undue({ name, status, route });
        const isSecret = [secret.key, secret.id].some(id =>
          call.path.split('/').includes(id),
        );
        if (isSecret && status < 300 && STRANGERS.includes(name)) {
          problem ??= 'reaches what is private';
        }
        if (status < 300 && !route.startsWith('get')) {
          if (route === 'post /erasures') await erasuresEnd();
          if (!WITHOUT_RIGHTS.includes(name)) written.add(route);
          if (
            'idempotency-key' in call.headers &&
            !READING_POSTS.includes(route)
          ) {
            const again = await send(route, call, CALLERS[name]);
            if (!isRepeat(route, { status, text }, again)) {
              problem ??= 'answers a repeat with something else';
            }
          }
        }
        if (problem) {
          problems.set(
            `${route} ${problem}: ${status} ${text.slice(0, 500)}`,
            JSON.stringify({ name, call }).slice(0, 1500),
          );
        }
      }
    }
    expect(Object.fromEntries(problems)).toEqual({});
    // Refusals alone would prove little
    expect(written.size).toBeGreaterThan(10);
    expect(await unseenMarkers()).toEqual(UNSEEN);
  });

  /** An edit must name the revision or version of now, which changes with each. */
  async function withVersions({ path, body }: DrawnCall) {
    if (!body || !path.startsWith(`/postmortems/${open.id}/`)) return body;
    const owner = asUser('ada');
    const [{ text: postmortem }, { text: items }] = [
      await read(`/postmortems/${open.id}`, owner),
      await read('/action-items?limit=200', owner),
    ];
    const item = JSON.parse(items).items.find(
      ({ id }: { id: string }) => id === open.itemId,
    );
    const route = Object.values(accepted) as Record<string, number>[];
    const known = (field: string) =>
      route.flatMap(one => (field in one ? [one[field]] : []));
    return body.replace(
      /"(baseRevision|version)":(\d+)(?=[,}])/g,
      (whole, field, number) =>
        known(field).includes(Number(number))
          ? `"${field}":${
              field === 'version'
                ? item?.version
                : JSON.parse(postmortem).revision
            }`
          : whole,
    );
  }

  it('no webhook with a valid secret fails or tells its insides', async () => {
    const problems: unknown[] = [];
    const bodies = fc.oneof(
      oddBodiesOf(delivered, Object.values(open)),
      fc.constant({
        type: 'application/json',
        body: JSON.stringify(delivered),
      }),
    );
    const accepts: number[] = [];
    for (const { type, body } of fc.sample(bodies, {
      numRuns: RUNS * 20,
      seed: SEED,
    })) {
      for (const value of ['sesame', 'wrong']) {
        const { status, text } = await request(backend.server)
          .post(`/api/postmortems/webhooks/${DEAD_LETTERS.source}`)
          .set({ 'content-type': type, 'x-secret': value })
          .send(body);
        if (value === 'sesame') accepts.push(status);
        const problem = problemOf({ name: 'nobody', status, text });
        if (problem || (value === 'wrong') !== (status === 401)) {
          problems.push({ problem, status, text, body: body.slice(0, 500) });
        }
      }
    }
    expect(problems).toEqual([]);
    expect(accepts).toContain(202);
    const begun = () =>
      backend.knex!('webhook_deliveries').where({
        state: 'waiting',
        attempts: 0,
      });
    while ((await begun()).length > 0) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const { text } = await read('/deliveries?state=waiting', asUser('root'));
    expect(text).toContain('"error"');
    expect(INSIDES.exec(text)).toBeNull();
  });
});

type Answer = { status: number; text: string };

/** Whether the second answer is the first one. An erasure takes its own, too. */
function isRepeat(route: string, first: Answer, again: Answer): boolean {
  if (again.status === first.status && again.text === first.text) return true;
  return route === 'post /erasures' && again.text.includes('AlreadyDoneError');
}

function isWriting(route: string): boolean {
  return !route.startsWith('get') && !READING_POSTS.includes(route);
}

/** An answer to somebody who may not have one. */
function undue(options: { name: string; status: number; route: string }) {
  const { name, status, route } = options;
  if (status >= 300 || route === 'get /openapi.json') return undefined;
  if (UNKNOWN.includes(name)) return 'answers who is unknown';
  if (!WITHOUT_RIGHTS.includes(name) || !isWriting(route)) return undefined;
  return name === 'a machine' && FOR_ANY_MACHINE.includes(route)
    ? undefined
    : 'writes for somebody without rights';
}

function problemOf(options: { name: string; status: number; text: string }) {
  const { name, status, text } = options;
  if (status >= 500) return 'failed';
  if (status >= 400 && INSIDES.test(text)) return 'tells its insides';
  if (!STRANGERS.includes(name)) return undefined;
  const seen = [...text.matchAll(new RegExp(`${MARKER}: ([\\w ]+)`, 'g'))]
    .map(([, field]) => field)
    .filter(
      field =>
        name !== 'an administrator' ||
        !FOR_ADMINISTRATORS.some(one => field.startsWith(one)),
    );
  return seen.length > 0 ? `shows ${seen[0]} that is private` : undefined;
}
