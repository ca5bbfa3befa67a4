import Ajv2020 from 'ajv/dist/2020';
import { shopEvidence, shopTrace } from './__testUtils__/shopIncident';
import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(60_000);

const incident = {
  key: 'INC-42',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
};

type Operation = {
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};

describe('OpenAPI document', () => {
  it('describes requests and answers of the API without credentials', async () => {
    const { api, stop } = await startPostmortems({
      sources: [
        {
          id: 'shop-chat',
          collect: async () => [],
          testConnection: async () => [
            { target: 'Chat', ok: true, message: 'It answers' },
          ],
        },
      ],
      trackers: [
        {
          id: 'paper',
          createTicket: async () => ({
            key: 'P-1',
            url: 'https://tracker.example/P-1',
          }),
        },
      ],
    });
    const { status, body: document } = await api.get('/openapi.json', '');
    expect(status).toBe(200);
    expect(document.openapi).toMatch(/^3\.1/);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'api');
    const schemaOf = (path: string, method: string, ...rest: string[]) =>
      ajv.compile({
        $ref: `api#/${[
          'paths',
          path,
          method,
          ...rest,
          'content',
          'application/json',
          'schema',
        ]
          .map(part => part.replaceAll('~', '~0').replaceAll('/', '~1'))
          .map(encodeURIComponent)
          .join('/')}`,
      });

    const told = new Set<string>();
    const call = async (
      method: 'get' | 'post' | 'patch' | 'put',
      path: string,
      values: Record<string, string>,
      sent?: unknown,
      who?: string,
      query = '',
    ) => {
      const url = Object.entries(values).reduce(
        (text, [name, value]) => text.replace(`{${name}}`, value),
        path + query,
      );
      const answer =
        method === 'get'
          ? await api.get(url, who)
          : await api[method](url, sent, who);
      const takes =
        sent !== undefined &&
        answer.status < 400 &&
        !/regenerate|recheck/.test(path)
          ? schemaOf(path, method, 'requestBody')
          : () => true;
      expect([path, takes(sent)]).toEqual([path, true]);
      const answers = schemaOf(path, method, 'responses', `${answer.status}`);
      expect([path, answers(answer.body), answers.errors]).toEqual([
        path,
        true,
        null,
      ]);
      told.add(`${method} ${path}`);
      return answer.body;
    };
    const key = { key: 'INC-42' };
    const letter = { source: 'hook', id: 'd-1' };
    const operator = asUser('ada');
    const source = { source: 'shop-chat' };
    await call('get', '/sources', {}, undefined, operator);
    await call(
      'get',
      '/sources/{source}/connection',
      source,
      undefined,
      operator,
    );
    await call(
      'get',
      '/sources/{source}/preview',
      source,
      undefined,
      operator,
      '?service=component:default/checkout&from=2026-03-02T14:00:00Z&to=2026-03-02T15:00:00Z',
    );
    await call('get', '/deliveries', {});
    await call('get', '/deliveries/{source}/{id}', letter);
    await call('post', '/deliveries/{source}/{id}/retry', letter);
    await call('post', '/deliveries/{source}/{id}/drop', letter);
    await call('post', '/incidents', {}, incident);
    await call('get', '/incidents', {});
    await call('get', '/services/missing', {});
    await call(
      'post',
      '/incidents/reassign',
      {},
      { from: 'component:default/old', to: 'component:default/checkout' },
    );
    await call('get', '/incidents/{key}', key);
    await call('put', '/incidents/{key}/legal-hold', key, { reason: 'a case' });
    await call('put', '/incidents/{key}/legal-hold', key, { reason: null });
    await call('get', '/retention', {});
    const erasure = { subject: 'person', names: ['Nobody'], reason: 'asked' };
    await call('post', '/erasures/preview', {}, erasure);
    const { id: erasureId } = await call('post', '/erasures', {}, erasure);
    await call('get', '/erasures', {});
    await call('get', '/erasures/{id}', { id: erasureId });
    await call('patch', '/incidents/{key}', key, { severity: 'sev1' });
    await call('post', '/incidents/{key}/evidence', key, {
      nodes: shopEvidence,
    });
    await call('get', '/incidents/{key}/evidence', key);
    await call('get', '/incidents/{key}/evidence/{evidenceId}/statements', {
      ...key,
      evidenceId: 'errors',
    });
    await call(
      'post',
      '/incidents/{key}/notes',
      key,
      { text: 'It rained.' },
      asUser('ada'),
    );
    const administrator = asUser('ada');
    await call('get', '/unassigned-evidence', {}, undefined, administrator);
    const offers = { ids: ['0'.repeat(32)] };
    await call(
      'post',
      '/unassigned-evidence/dismiss',
      {},
      offers,
      administrator,
    );
    await call(
      'post',
      '/incidents/{key}/assigned-evidence',
      key,
      offers,
      administrator,
    );
    await call('get', '/upload-formats', {});
    await call('get', '/incidents/{key}/archive', key);
    await call('post', '/incidents/{key}/uploads/{format}', {
      ...key,
      format: 'none',
    });
    await call('post', '/incidents/{key}/traces', key, shopTrace);
    await call('get', '/incidents/{key}/traces', key);
    await call('post', '/incidents/{key}/claims/verify', key, {
      claims: [
        {
          kind: 'impact',
          text: 'CheckoutErrors fired.',
          spans: [
            {
              evidenceId: 'alert-1',
              pointer: '/alertName',
              quote: 'CheckoutErrors',
            },
          ],
        },
      ],
    });
    const { id } = await call('post', '/incidents/{key}/postmortems', key, {});
    const { body: written } = await api.get(`/postmortems/${id}`);
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}',
      { id, blockId: written.sections[0].blocks[0].id },
      {
        baseRevision: 1,
        claims: [
          { text: 'It was short.', kind: 'summary', spans: [], attest: true },
        ],
      },
      asUser('ada'),
    );
    await call('get', '/contributing-factor-categories', {});
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}/category',
      {
        id,
        blockId: written.sections.find(
          (section: { id: string }) => section.id === 'contributingFactors',
        ).blocks[0].id,
      },
      { baseRevision: 2, category: 'change' },
    );
    const cause = written.sections.find(
      (section: { id: string }) => section.id === 'rootCause',
    ).blocks[0].claims[0];
    await call(
      'post',
      '/postmortems/{id}/undetermined',
      { id },
      { baseRevision: 3, reason: 'The logs are gone.' },
      asUser('ada'),
    );
    await call(
      'post',
      '/postmortems/{id}/causes/{claimId}/decision',
      { id, claimId: cause.id },
      { baseRevision: 4, outcome: 'confirmed', reason: 'It was undone.' },
      asUser('ada'),
    );
    const { sections } = await call(
      'post',
      '/postmortems/{id}/sections/{sectionId}/blocks',
      { id, sectionId: 'impact' },
      { claims: [{ text: 'Orders failed.', kind: 'impact' }], after: null },
      asUser('ada'),
    );
    const impact = sections.find(
      (section: { id: string }) => section.id === 'impact',
    );
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}/position',
      { id, blockId: impact.blocks[0].id },
      { after: impact.blocks[1].id },
      asUser('ada'),
    );
    await call('get', '/org-metrics', {});
    await call(
      'get',
      '/org-metrics/incidents',
      {},
      undefined,
      undefined,
      '?metric=time_to_resolve',
    );
    await call('get', '/action-items', {});
    await call('get', '/action-items/counts', {});
    await call('get', '/search-documents', {});
    await call(
      'post',
      '/postmortems/{id}/action-items',
      { id },
      {
        id: 'mine',
        title: 'Alert on a full pool',
        type: 'detect',
        endState: 'An alert fires within 2 minutes',
      },
    );
    await call(
      'patch',
      '/postmortems/{id}/action-items/{itemId}',
      { id, itemId: 'mine' },
      { version: 1, priority: 'high', owner: null },
    );
    await call(
      'post',
      '/postmortems/{id}/action-items/{itemId}/ticket',
      { id, itemId: 'mine' },
      { tracker: 'paper' },
    );
    await call('post', '/postmortems/{id}/regenerate', { id }, {});
    await call('post', '/postmortems/{id}/recheck', { id }, {});
    await call(
      'post',
      '/postmortems/{id}/transitions',
      { id },
      {
        to: 'in_review',
        reason: 'ready',
      },
    );
    await call('get', '/postmortems', {});
    for (const rest of [
      '',
      '/revisions',
      '/seal',
      '/provenance',
      '/picture',
      '/glossary',
      '/activity',
    ]) {
      await call('get', `/postmortems/{id}${rest}`, { id });
    }
    await call('get', '/audit', {});
    await call('get', '/templates', {});
    // What goes wrong is described too
    await call('get', '/incidents/{key}', { key: 'INC-9' });
    await call('post', '/incidents', {}, { key: 7 });
    await call('post', '/incidents/{key}/traces', key, {
      ...shopTrace,
      traceId: 'other',
      supportingEvidence: ['gone'],
    });

    const described = Object.entries(
      document.paths as Record<string, Record<string, Operation>>,
    ).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method} ${path}`),
    );
    expect(described.filter(one => !told.has(one))).toEqual([
      // Answers with two content types; the JSON one is parsed in
      // plugin.test.ts
      'get /postmortems/{id}/export',
    ]);
    await stop();
  });
});
