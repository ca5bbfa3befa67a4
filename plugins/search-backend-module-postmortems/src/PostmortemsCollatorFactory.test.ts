import { mockServices } from '@backstage/backend-test-utils';
import { incidentReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import { PostmortemsCollatorFactory } from './PostmortemsCollatorFactory';

const claim = (text: string) => ({ claims: [{ text }] });

function collator(visibility: Record<string, string>) {
  const ids = Object.keys(visibility);
  return new PostmortemsCollatorFactory({
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    client: {
      listRetrospectives: async ({ cursor }: { cursor?: string }) =>
        cursor
          ? { items: [{ id: ids.at(-1) }], pageInfo: {} }
          : {
              items: ids.slice(0, -1).map(id => ({ id })),
              pageInfo: { nextCursor: 'more' },
            },
      getRetrospective: async (id: string) => {
        if (id === 'broken') throw new Error('It cannot be read');
        return {
          incidentKey: `INC-${id}`,
          title: `Title ${id}`,
          status: 'published',
          sections: [
            { id: 'summary', blocks: [claim('Orders failed.')] },
            { id: 'rootCause', blocks: [claim('The pool was full.')] },
            { id: 'timeline', blocks: [claim('14:02 UTC: something.')] },
          ],
        };
      },
      getIncident: async (key: string) => ({
        key,
        severity: 'sev2',
        startedAt: '2026-03-02T14:02:00.000Z',
        services: ['component:default/checkout'],
        visibility: visibility[key.replace('INC-', '')],
      }),
    } as never,
  });
}

it('gives every public postmortem to search, with whom to ask about it', async () => {
  const factory = collator({
    a: 'public',
    secret: 'private',
    broken: 'public',
    b: 'public',
  });
  const documents = [];
  for await (const document of await factory.getCollator()) {
    documents.push(document);
  }
  expect(documents.map(({ title }) => title)).toEqual(['Title a', 'Title b']);
  expect(documents[0]).toEqual({
    title: 'Title a',
    text: 'INC-a Orders failed. The pool was full.',
    location: '/postmortems/a',
    incidentKey: 'INC-a',
    status: 'published',
    severity: 'sev2',
    startedAt: '2026-03-02T14:02:00.000Z',
    services: 'component:default/checkout',
    authorization: { resourceRef: 'INC-a' },
  });
  expect(factory.visibilityPermission).toBe(incidentReadPermission);
});
