import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  incidentVisibilityPermission,
  postmortemApprovePermission,
  postmortemPublishPermission,
  postmortemUpdatePermission,
  type ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  asMachine,
  asUser,
  machineMayAll,
  startPostmortems,
} from './__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

const ada = asUser('ada');
const bo = asUser('bo');
const eve = asUser('eve');
const incident = {
  key: 'INC-1',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
  resolvedAt: '2026-03-02T14:31:00Z',
};

type Policy = Parameters<typeof mockServices.permissions.mock>[0];

/** A policy that denies what `isDenied` says of a person and a permission. */
function denying(
  isDenied: (user: string, permission: string) => boolean,
): Policy {
  const decide = (
    user: string,
    { name }: { name: string },
  ): { result: AuthorizeResult.ALLOW | AuthorizeResult.DENY } => ({
    result: isDenied(user, name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
  });
  const userOf = (options: unknown) =>
    (options as { credentials: { principal: { userEntityRef: string } } })
      .credentials.principal.userEntityRef;
  return {
    authorize: async (requests, options) =>
      requests.map(({ permission }) => decide(userOf(options), permission)),
    authorizeConditional: async (requests, options) =>
      requests.map(({ permission }) => decide(userOf(options), permission)),
  };
}

/** A postmortem that ada wrote, and sent to review. */
async function startReviewed(options: {
  databaseId: Parameters<TestDatabases['init']>[0];
  config?: JsonObject;
  permissions?: Policy;
}) {
  const backend = await startPostmortems({ databases, ...options });
  const { api } = backend;
  await api.post('/incidents', incident, ada);
  const { body: document } = await api.post(
    '/incidents/INC-1/postmortems',
    {},
    ada,
  );
  const path = `/postmortems/${document.id}`;
  const move = async (to: ReviewStatus, who: string) => {
    const transition = { to, reason: 'read by the team' };
    const { status, body } = await api.post(
      `${path}/transitions`,
      transition,
      who,
    );
    return [status, body.error?.message ?? body.status];
  };
  const acceptUndetermined = async (who: string, reason: string) => {
    const { body } = await api.get(path, who);
    const acceptance = { baseRevision: body.revision, reason };
    const { status } = await api.post(`${path}/undetermined`, acceptance, who);
    expect(status).toBe(200);
  };
  const mayNotApprove = async () =>
    (await api.get(path, eve)).body.mayNotApprove;
  await acceptUndetermined(ada, 'The logs are gone.');
  await move('in_review', ada);
  return { ...backend, path, move, acceptUndetermined, mayNotApprove };
}

const REFUSED = [
  403,
  expect.stringContaining('so somebody else has to approve it'),
];

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  describe('an approval', () => {
    it('is by somebody other than the authors of what is new', async () => {
      const { move, acceptUndetermined, mayNotApprove, api, path, stop } =
        await startReviewed({ databaseId });
      expect(await mayNotApprove()).toEqual(['user:default/ada']);
      const [status, message] = await move('approved', ada);
      expect([status, message]).toEqual(REFUSED);
      expect(message).toContain(postmortemApprovePermission.name);
      expect(message).toContain('none of user:default/ada');
      expect(message).toContain('postmortems.review.authorsMayApprove');
      expect(await move('approved', bo)).toEqual([200, 'approved']);
      expect(await mayNotApprove()).toBeUndefined();
      // Whoever wrote it may publish what somebody else has approved
      expect(await move('published', ada)).toEqual([200, 'published']);

      // Ada's words are approved; now it is about those of bo and eve
      await acceptUndetermined(bo, 'The logs were never kept.');
      await acceptUndetermined(eve, 'The logs were kept for an hour.');
      const authors = ['user:default/bo', 'user:default/eve'];
      expect(await mayNotApprove()).toEqual(authors);
      expect(await move('approved', bo)).toEqual(REFUSED);
      expect(await move('approved', eve)).toEqual(REFUSED);
      expect(await move('approved', ada)).toEqual([200, 'approved']);

      // Drafted again by the machine, on somebody's behalf: nobody's words
      const resolvedAt = '2026-03-02T14:40:00Z';
      await api.patch('/incidents/INC-1', { resolvedAt }, bo);
      await api.post(`${path}/regenerate`, {}, bo);
      expect((await api.get(path, bo)).body.status).toBe('in_review');
      expect(await mayNotApprove()).toBeUndefined();
      expect(await move('approved', bo)).toEqual([200, 'approved']);
      await stop();
    });

    it('is by somebody other than whoever brought the words that are drafted', async () => {
      const { move, mayNotApprove, api, path, stop } = await startReviewed({
        databaseId,
      });
      expect(await move('approved', bo)).toEqual([200, 'approved']);

      await api.patch('/incidents/INC-1', { title: 'Bo says: a storm' }, bo);
      // Nothing is drafted from it yet
      expect(await mayNotApprove()).toBeUndefined();
      await api.post(`${path}/regenerate`, {}, eve);
      expect(await mayNotApprove()).toEqual(['user:default/bo']);
      expect(await move('approved', bo)).toEqual(REFUSED);
      expect(await move('approved', eve)).toEqual([200, 'approved']);

      await api.post('/incidents/INC-1/notes', { text: 'A storm, I saw' }, eve);
      await api.post(`${path}/regenerate`, {}, bo);
      expect(await mayNotApprove()).toEqual(['user:default/eve']);
      expect(await move('approved', eve)).toEqual(REFUSED);
      expect(await move('approved', bo)).toEqual([200, 'approved']);
      await stop();
    });

    const eraseAda = async ({
      api,
    }: Pick<Awaited<ReturnType<typeof startReviewed>>, 'api'>) => {
      const { body } = await api.post(
        '/erasures',
        { subject: 'person', names: ['user:default/ada'], reason: 'asked' },
        bo,
      );
      for (let waited = 0; waited < 100; waited += 1) {
        const { state } = (await api.get(`/erasures/${body.id}`, bo)).body;
        if (state === 'done') break;
        await sleep(100);
      }
    };

    it('is not by an author whose name was erased once it was published', async () => {
      const backend = await startReviewed({
        databaseId,
        config: { permission: { enabled: true } },
      });
      const { move, stop } = backend;
      for (const to of ['approved', 'published'] as const) await move(to, bo);
      await eraseAda(backend);
      expect(await move('in_review', bo)).toEqual([200, 'in_review']);
      expect(await move('approved', ada)).toEqual(REFUSED);
      expect(await move('approved', bo)).toEqual([200, 'approved']);
      await stop();
    });

    it('is not by an author whose name somebody else has erased', async () => {
      const backend = await startReviewed({
        databaseId,
        config: { permission: { enabled: true } },
      });
      const { move, mayNotApprove, api, path, knex, stop } = backend;
      await eraseAda(backend);
      expect(await mayNotApprove()).toBeUndefined();
      expect((await api.get(path, ada)).body.mayNotApprove).toEqual([
        'user:default/ada',
      ]);
      expect(await move('approved', ada)).toEqual(REFUSED);
      expect(JSON.stringify(await knex!('erased_authors'))).not.toContain(
        'user:default/ada',
      );
      expect(await move('approved', bo)).toEqual([200, 'approved']);
      expect(await move('published', bo)).toEqual([200, 'published']);
      expect(await move('in_review', bo)).toEqual([200, 'in_review']);
      expect(await move('approved', ada)).toEqual(REFUSED);
      await stop();
    });

    it('is not by an author who gave the incident the services of a team of one', async () => {
      const { move, api, stop } = await startReviewed({
        databaseId,
        config: {
          postmortems: {
            review: { authorsMayApprove: ['group:default/sre-team'] },
          },
        },
      });
      const give = (service: string, who: string) =>
        api.patch(
          '/incidents/INC-1',
          { services: [`component:default/${service}`] },
          who,
        );
      await give('web', bo);
      expect(await move('approved', ada)).toEqual(REFUSED);
      await give('checkout', ada);
      expect(await move('approved', ada)).toEqual(REFUSED);
      expect(await move('approved', bo)).toEqual([200, 'approved']);
      await stop();
    });

    it('that was taken back does not let authors approve', async () => {
      const { move, mayNotApprove, stop } = await startReviewed({ databaseId });
      expect(await move('approved', bo)).toEqual([200, 'approved']);
      expect(await move('in_review', bo)).toEqual([200, 'in_review']);
      expect(await mayNotApprove()).toEqual(['user:default/ada']);
      expect(await move('approved', ada)).toEqual(REFUSED);
      await stop();
    });

    it.each([
      ['everywhere', true, 200],
      [
        'where a team of one owns the services',
        ['group:default/sre-team'],
        200,
      ],
      ['not where another team does', ['group:default/web-team'], 403],
    ])(
      'is by its authors when so configured, %s',
      async (_, authorsMayApprove, expected) => {
        const { move, stop } = await startReviewed({
          databaseId,
          config: { postmortems: { review: { authorsMayApprove } } },
        });
        expect((await move('approved', ada))[0]).toBe(expected);
        await stop();
      },
    );
  });

  it('allows steps of the review by permissions of their own', async () => {
    const allowed: Record<string, string[]> = {
      'user:default/bo': [postmortemApprovePermission.name],
      'user:default/eve': [postmortemPublishPermission.name],
      'user:default/ada': [postmortemUpdatePermission.name],
    };
    const own = Object.values(allowed).flat();
    const { move, api, path, stop } = await startReviewed({
      databaseId,
      permissions: denying(
        (user, name) => own.includes(name) && !allowed[user].includes(name),
      ),
    });
    const lacks = ({ name }: { name: string }) => [
      403,
      `You lack the permission ${name}`,
    ];
    expect(await move('approved', ada)).toEqual(
      lacks(postmortemApprovePermission),
    );
    expect(await move('approved', eve)).toEqual(
      lacks(postmortemApprovePermission),
    );
    expect(await move('draft', bo)).toEqual([200, 'draft']);
    expect(await move('in_review', ada)).toEqual([200, 'in_review']);
    expect((await api.post(`${path}/regenerate`, {}, bo)).status).toBe(403);
    expect(await move('approved', bo)).toEqual([200, 'approved']);
    expect(await move('published', bo)).toEqual(
      lacks(postmortemPublishPermission),
    );
    expect(await move('published', eve)).toEqual([200, 'published']);
    expect(await move('in_review', eve)).toEqual([200, 'in_review']);
    await stop();
  });

  it('lets only people who are involved make an incident private', async () => {
    const { api, stop } = await startPostmortems({
      databases,
      databaseId,
      groups: { olu: ['group:default/sre-team'] },
    });
    const participants = ['user:default/lea'];
    await api.post('/incidents', { ...incident, participants }, ada);
    const hide = async (who: string | undefined, patch: object) =>
      (await api.patch('/incidents/INC-1', patch, who)).status;

    const { status, body } = await api.patch(
      '/incidents/INC-1',
      { visibility: 'private', participants: ['user:default/eve'] },
      eve,
    );
    expect([status, body.error.message]).toEqual([
      403,
      "You may not change who sees incident 'INC-1'. Ask somebody who is involved: who opened it, its participants, or an owner of its services",
    ]);
    expect((await api.get('/incidents/INC-1', eve)).body).toMatchObject({
      visibility: 'public',
      participants,
    });
    // What stays as it is needs no right
    expect(await hide(eve, { visibility: 'public', title: 'Changed' })).toBe(
      200,
    );
    for (const who of [ada, asUser('lea'), asUser('olu')]) {
      expect(await hide(who, { visibility: 'private' })).toBe(200);
      expect(await hide(who, { visibility: 'public' })).toBe(200);
    }
    expect(await hide(undefined, { visibility: 'private' })).toBe(403);
    await stop();
  });

  it('lets everybody with the permission make an incident private when so configured', async () => {
    const { api, stop } = await startPostmortems({
      databases,
      databaseId,
      config: { postmortems: { visibility: { onlyInvolved: false } } },
      permissions: denying(
        (user, name) =>
          user === 'user:default/ada' &&
          name === incidentVisibilityPermission.name,
      ),
    });
    await api.post('/incidents', incident, ada);
    const patch = { visibility: 'private' };
    const refused = await api.patch('/incidents/INC-1', patch, ada);
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      'You lack the permission postmortems.incident.visibility',
    ]);
    expect((await api.patch('/incidents/INC-1', patch, eve)).status).toBe(200);
    await stop();
  });

  it('lets a machine bring evidence and start a postmortem, and no more', async () => {
    const { api, stop } = await startPostmortems({ databases, databaseId });
    const node = {
      id: 'e-1',
      sourceType: 'chat',
      timestamp: '2026-03-02T14:10:00.000Z',
      payload: { kind: 'message', author: {}, text: 'rolled back' },
      metadata: { service: 'checkout' },
    };
    const send = async (
      method: 'post' | 'put' | 'patch',
      path: string,
      body: object,
    ) => (await api[method](path, body, asMachine())).status;
    expect(await send('post', '/incidents', incident)).toBe(201);
    expect(
      await send('post', '/incidents/INC-1/evidence', { nodes: [node] }),
    ).toBe(200);
    expect(await send('patch', '/incidents/INC-1', { title: 'Known' })).toBe(
      200,
    );
    const { body: document } = await api.post(
      '/incidents/INC-1/postmortems',
      {},
      asMachine(),
    );
    const path = `/postmortems/${document.id}`;
    const [block] = document.sections[0].blocks;
    const item = { title: 'Alert earlier', type: 'detect' };
    const reason = 'r';
    for (const [method, route, body] of [
      ['post', `${path}/regenerate`, {}],
      ['post', `${path}/recheck`, {}],
      ['post', `${path}/action-items`, item],
      ['post', `${path}/transitions`, { to: 'in_review', reason }],
      ['post', `${path}/transitions`, { to: 'approved', reason }],
      ['post', `${path}/transitions`, { to: 'published', reason }],
      ['post', `${path}/undetermined`, { baseRevision: 1, reason }],
      ['put', `${path}/blocks/${block.id}`, { baseRevision: 1, claims: [] }],
      ['patch', '/incidents/INC-1', { visibility: 'private' }],
      ['post', '/deliveries/hook/1/retry', {}],
    ] as const) {
      expect([route, await send(method, route, body)]).toEqual([route, 403]);
    }
    expect((await api.get(path)).body).toMatchObject({
      status: 'draft',
      revision: 1,
    });
    await stop();
  });

  it('lets a machine do what the configuration gives it', async () => {
    const { move, stop } = await startReviewed({
      databaseId,
      config: machineMayAll,
    });
    expect(await move('approved', asMachine())).toEqual([200, 'approved']);
    expect(await move('published', asMachine())).toEqual([200, 'published']);
    await stop();
  });
});
