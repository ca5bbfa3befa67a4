import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';

const startedAt = '2026-03-02T14:02:00.000Z';
const checkout = 'component:default/checkout';

/** Nothing of what they answer is stored. */
export const READING_POSTS = [
  'post /erasures/preview',
  'post /incidents/{key}/claims/verify',
];

/** Of the dead letters that {@link driveWrites} settles. */
export const DEAD_LETTERS = {
  source: 'hook',
  ids: ['dead-drop', 'dead-retry'],
};

/** Offers two messages for each delivery, and reads a file as one. */
export const offeringSource: EvidenceSource = {
  id: 'offering',
  webhook: {
    authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
    process: async ({ id }, access) => {
      await access.offerEvidence(
        [1, 2].map(number => ({
          node: offered(`${id}-offer-${number}`),
          services: ['unknown'],
        })),
      );
    },
  },
  uploads: [
    {
      format: 'lines',
      title: 'Lines',
      read: async file => ({ nodes: [offered(`line-${file.length}`)] }),
    },
  ],
};

function offered(id: string) {
  return {
    id,
    sourceType: 'chat' as const,
    timestamp: startedAt,
    payload: {
      kind: 'message',
      author: { name: 'Ada' },
      text: `Said in ${id}`,
    },
    metadata: { service: 'checkout' },
  };
}

type Document = { paths: Record<string, Record<string, unknown>> };

/** Routes of an OpenAPI document that may change something. */
export function writingRoutes({ paths }: Document): string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter(method => method !== 'get')
      .map(method => `${method} ${path}`),
  );
}

/** How a route that writes is called. */
export function methodOf(route: string) {
  return route.split(' ')[0] as 'post' | 'put' | 'patch';
}

/** The path of a route, with values for its parameters. */
export function pathOf(route: string, values: Record<string, string>): string {
  return route
    .split(' ')[1]
    .replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]));
}

/** Stores deliveries that were given up. */
export async function addDeadLetters(
  knex: Knex,
  { source, ids } = DEAD_LETTERS,
): Promise<void> {
  await knex('webhook_deliveries').insert(
    ids.map(id => ({
      source_id: source,
      delivery_id: id,
      kind: 'delivery',
      state: 'failed',
      body: 'x',
      received_at: startedAt,
      due_at: startedAt,
      attempts: 10,
    })),
  );
}

/** Waits until no delivery and no erasure is worked on. */
export async function untilWorkedOff(knex: Knex): Promise<void> {
  const waiting = () =>
    Promise.all([
      knex('webhook_deliveries').where({ state: 'waiting' }),
      knex('erasures').whereNot({ state: 'done' }),
    ]);
  while ((await waiting()).flat().length > 0) await sleep(20);
}

/** Anything of the API: tests read what they know to be there. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

/**
 * Calls each route that writes with a body that it accepts, in an order in which
 * it does: an incident is opened, filled, drafted, edited and decided on. Needs
 * the {@link DEAD_LETTERS}, the {@link offeringSource} and an issue tracker
 * `tracker`.
 *
 * @param options - `call` gets the route as the OpenAPI document names it and the
 *   values for its path; `said` is what stands in each text, `address` in each URL
 * @returns the values of the paths
 */
export async function driveWrites(options: {
  server: Parameters<typeof request>[0];
  knex: Knex;
  key: string;
  visibility?: 'private';
  said: (field: string) => string;
  address: string;
  call: (
    route: string,
    values: Record<string, string>,
    body: object,
  ) => Promise<Answer>;
  read: (path: string) => Promise<Answer>;
}) {
  const { key, said, address } = options;
  const values: Record<string, string> = { key, sectionId: 'rootCause' };
  const call = (
    route: string,
    body: object = {},
    others: Record<string, string> = {},
  ) => options.call(route, { ...values, ...others }, body);
  const postmortem = () => options.read(`/postmortems/${values.id}`);

  await call('post /incidents', {
    key,
    title: said('first title'),
    description: said('description'),
    severity: 'sev2',
    services: [checkout],
    startedAt,
    detectedAt: '2026-03-02T14:04:00.000Z',
    sourceUrl: address,
    ...(options.visibility && { visibility: options.visibility }),
  });
  await call('patch /incidents/{key}', {
    title: said('title'),
    severity: 'sev1',
    resolvedAt: '2026-03-02T15:02:00.000Z',
  });
  await call('post /incidents/{key}/evidence', { nodes: nodes(said, address) });
  await request(options.server)
    .post('/api/postmortems/webhooks/offering')
    .set('content-type', 'text/plain')
    .send(key)
    .expect(202);
  const offering = options
    .knex('webhook_deliveries')
    .where({ source_id: offeringSource.id, state: 'waiting' });
  while ((await offering.clone()).length > 0) await sleep(20);
  const { items } = await options.read('/unassigned-evidence?source=offering');
  const offers = items.map((offer: { id: string }) => offer.id);
  await call('post /incidents/{key}/assigned-evidence', {
    ids: offers.slice(0, 1),
  });
  await call('post /unassigned-evidence/dismiss', { ids: offers.slice(1, 2) });
  await call(
    'post /incidents/{key}/uploads/{format}',
    { a: 'file' },
    { format: 'lines' },
  );
  await call('post /incidents/{key}/notes', {
    text: said('note'),
    at: startedAt,
  });
  await call('post /incidents/{key}/traces', {
    traceId: 'run-1',
    incidentId: key,
    investigator: 'an agent',
    steps: [
      {
        stepId: 'step-1',
        action: 'inspect_log',
        hypothesis: said('hypothesis'),
        input: { headers: { authorization: `Bearer ${said('input')}` } },
        output: { stdout: said('output'), env: [`DB_PASSWORD=${said('env')}`] },
        evidence: ['e-1'],
        validation: {
          passed: true,
          rule: said('rule'),
          explanation: said('explanation'),
        },
        nextStep: null,
      },
    ],
    rootCauseHypothesis: said('root cause'),
    supportingEvidence: ['step-1'],
    contributingFactors: [said('factor')],
  });
  const claim = (text: string) => ({
    text: said(text),
    kind: 'root_cause',
    spans: [{ evidenceId: 'e-1', pointer: '/text', quote: said('message') }],
  });
  await call('post /incidents/{key}/claims/verify', {
    claims: [claim('verified claim')],
  });
  ({ id: values.id } = await call('post /incidents/{key}/postmortems'));

  const causes = async (): Promise<
    { id: string; claims: { id: string }[] }[]
  > =>
    (await postmortem()).sections.find(
      (section: { id: string }) => section.id === 'rootCause',
    ).blocks;
  const add = (text: string, after: string | null) =>
    call('post /postmortems/{id}/sections/{sectionId}/blocks', {
      claims: [claim(text)],
      after,
    });
  await add('first claim', null);
  await add('second claim', (await causes())[0].id);
  const [first, second] = await causes();
  values.blockId = first.id;
  const base = async () => ({ baseRevision: (await postmortem()).revision });
  await call('put /postmortems/{id}/blocks/{blockId}', {
    ...(await base()),
    claims: [claim('edited claim')],
  });
  await call(
    'put /postmortems/{id}/blocks/{blockId}/position',
    { after: null },
    { blockId: second.id },
  );
  await call('put /postmortems/{id}/blocks/{blockId}/category', {
    ...(await base()),
    category: 'change',
  });
  await call('post /postmortems/{id}/undetermined', {
    ...(await base()),
    reason: said('reason of undetermined'),
  });
  const [cause] = await causes();
  values.claimId = cause.claims[0].id;
  await call('post /postmortems/{id}/causes/{claimId}/decision', {
    ...(await base()),
    outcome: 'ruled_out',
    reason: said('reason of the decision'),
  });
  await call('post /postmortems/{id}/regenerate');
  await call('post /postmortems/{id}/recheck');

  const item = await call('post /postmortems/{id}/action-items', {
    title: said('first title of the item'),
    type: 'prevent',
    endState: said('end state'),
    dueAt: '2026-04-02T14:02:00.000Z',
  });
  values.itemId = item.id;
  await call('patch /postmortems/{id}/action-items/{itemId}', {
    version: item.version,
    title: said('title of the item'),
    priority: 'high',
  });
  await call('post /postmortems/{id}/action-items/{itemId}/ticket', {
    tracker: 'tracker',
  });
  await call('post /postmortems/{id}/transitions', {
    to: 'in_review',
    reason: said('reason of the transition'),
  });
  await call('post /incidents/reassign', {
    from: checkout,
    to: 'component:default/storefront',
  });
  for (const reason of [said('reason of the hold'), null]) {
    await call('put /incidents/{key}/legal-hold', { reason });
  }
  const erasure = {
    subject: 'person',
    names: ['Nobody Here'],
    reason: said('reason of the erasure'),
  };
  await call('post /erasures/preview', erasure);
  ({ id: values.erasureId } = await call('post /erasures', erasure));
  const { source, ids } = DEAD_LETTERS;
  for (const [index, action] of ['drop', 'retry'].entries()) {
    await call(
      `post /deliveries/{source}/{id}/${action}`,
      {},
      { source, id: ids[index] },
    );
  }
  return values;
}

/** A message, a metric, and something that nobody has described. */
function nodes(said: (field: string) => string, address: string): object[] {
  const node = (id: string, sourceType: string, payload: object) => ({
    id,
    sourceType,
    timestamp: startedAt,
    payload,
    metadata: { service: 'checkout', correlationId: said('correlation') },
    sourceUrl: address,
  });
  return [
    node('e-1', 'chat', {
      kind: 'message',
      author: { name: said('author'), id: 'U1' },
      text: said('message'),
      reactions: [{ name: 'eyes', count: 2 }],
      [said('name of a field')]: { password: said('password') },
    }),
    node('e-2', 'telemetry', {
      kind: 'metric',
      metric: 'error_rate',
      unit: 'ratio',
      labels: { service: 'checkout' },
      points: [
        [startedAt, 0.1],
        ['2026-03-02T14:03:00.000Z', 0.9],
      ],
    }),
    node('e-3', 'telemetry', {
      kind: 'own',
      deep: { list: [{ a: said('payload') }, { a: null }] },
    }),
  ];
}
