import { mockServices } from '@backstage/backend-test-utils';
import type { IndexableDocument } from '@backstage/plugin-search-common';
import {
  incidentReadPermission,
  type SearchDocument,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  pageOf,
  searchDocument,
  searchDocuments,
} from './__testUtils__/fixturePostmortems';
import { PostmortemsCollatorFactory } from './PostmortemsCollatorFactory';

function collatorOf(documents: SearchDocument[]) {
  const auth = mockServices.auth.mock({
    getOwnServiceCredentials: async () => ({} as never),
    getPluginRequestToken: jest
      .fn()
      .mockImplementation(async ({ targetPluginId }) => ({
        token: `for ${targetPluginId}`,
      })),
  });
  const listSearchDocuments = jest.fn(async (query: unknown) =>
    pageOf(documents, query),
  );
  const factory = new PostmortemsCollatorFactory({
    auth,
    client: { listSearchDocuments },
  });
  return { factory, auth, listSearchDocuments };
}

async function collate(factory: PostmortemsCollatorFactory) {
  const documents: IndexableDocument[] = [];
  for await (const document of await factory.getCollator()) {
    documents.push(document);
  }
  return documents;
}

describe('PostmortemsCollatorFactory', () => {
  it('reads pages of 100 postmortems, each with a new token', async () => {
    const postmortems = searchDocuments(250);
    const { factory, auth, listSearchDocuments } = collatorOf(postmortems);

    const documents = await collate(factory);

    expect(documents.map(({ location }) => location)).toEqual(
      postmortems.map(({ id }) => `/postmortems/${id}`),
    );
    const token = { token: 'for postmortems' };
    expect(listSearchDocuments.mock.calls).toEqual([
      [{ limit: 100 }, token],
      [{ limit: 100, cursor: '100' }, token],
      [{ limit: 100, cursor: '200' }, token],
    ]);
    expect(auth.getPluginRequestToken).toHaveBeenCalledTimes(3);
  });

  it('yields documents with their incident as the resource to authorize', async () => {
    const { factory } = collatorOf([
      searchDocument('a', {
        services: ['component:default/checkout', 'component:shop/storefront'],
      }),
    ]);

    expect(await collate(factory)).toEqual([
      {
        title: 'Title a',
        text: 'Orders failed at a. The pool was full.',
        location: '/postmortems/a',
        incidentKey: 'INC-a',
        status: 'published',
        severity: 'sev2',
        startedAt: '2026-03-02T14:02:00.000Z',
        services: ['component:default/checkout', 'component:shop/storefront'],
        serviceNames: 'checkout storefront',
        authorization: { resourceRef: 'INC-a' },
      },
    ]);
    expect(factory.visibilityPermission).toBe(incidentReadPermission);
  });

  it('cuts long text between characters', async () => {
    const { factory } = collatorOf([
      searchDocument('a', { summary: '', causes: 'x'.repeat(50_000) }),
      searchDocument('b', { summary: '', causes: `x${'🚒'.repeat(20_000)}` }),
    ]);

    const [long, emoji] = await collate(factory);
    expect(long.text).toHaveLength(20_000);
    expect(emoji.text).toBe(`x${'🚒'.repeat(9_999)}`);
  });

  it('fails the stream when a page fails', async () => {
    const postmortems = searchDocuments(250);
    const { factory, listSearchDocuments } = collatorOf(postmortems);
    listSearchDocuments
      .mockImplementationOnce(async query => pageOf(postmortems, query))
      .mockRejectedValueOnce(new Error('Request failed with 503'));

    await expect(collate(factory)).rejects.toThrow('503');
  });
});
