import { ServiceUnavailableError } from '@backstage/errors';
import {
  fixturePostmortems,
  searchDocument,
  searchDocuments,
} from './__testUtils__/fixturePostmortems';
import {
  eventually,
  startSearch,
  titlesOf,
} from './__testUtils__/searchBackend';

jest.setTimeout(60_000);

const visibilityChanged = {
  type: 'incident.visibility',
  incidentKey: 'INC-secret',
  visibility: 'private',
};

/** Search over two pages of postmortems, of which the first becomes private. */
async function startWithPostmortems(scope?: 'local' | 'global') {
  const { state, feature } = fixturePostmortems([
    searchDocument('secret', { summary: 'The zanzibarian key leaked.' }),
    ...searchDocuments(150),
  ]);
  const backend = await startSearch({ features: [feature], scope });
  const find = async (term: string) => titlesOf(await backend.search(term));
  await eventually(async () => {
    expect(await find('zanzibarian')).toEqual(['Title secret']);
  });
  expect(state.requests).toBe(2);
  return {
    ...backend,
    find,
    state,
    /** As the backend does: the change is stored, then published. */
    hideSecret: async () => {
      state.documents = state.documents.filter(({ id }) => id !== 'secret');
      await backend.publish(visibilityChanged);
    },
  };
}

/** Requests from the given one on wait until they are let go. */
function hold(
  state: ReturnType<typeof fixturePostmortems>['state'],
  from: number,
) {
  let letGo = () => {};
  const held = new Promise<void>(resolve => {
    letGo = resolve;
  });
  state.beforePage = request => (request >= from ? held : undefined);
  return letGo;
}

describe('postmortems in Backstage search', () => {
  it('finds postmortems by title, claims, key and service', async () => {
    const { feature } = fixturePostmortems([
      searchDocument('a', { services: ['component:shop/storefront'] }),
      searchDocument('b', { causes: 'A deployment halved the limit.' }),
    ]);
    const { search, stop } = await startSearch({ features: [feature] });
    const find = async (term: string) => titlesOf(await search(term));
    await eventually(async () => {
      expect(await find('halved')).toEqual(['Title b']);
    });
    expect(await find('storefront')).toEqual(['Title a']);
    expect(await find('INC-b')).toContain('Title b');
    await stop();
  });

  it.each(['global', 'local'] as const)(
    'collates at once when an incident becomes private, before the %s schedule',
    async scope => {
      const { find, hideSecret, stop } = await startWithPostmortems(scope);

      await hideSecret();

      await eventually(async () => {
        expect(await find('zanzibarian')).toEqual([]);
      });
      expect(await find('r149')).toContain('Title r149');
      await stop();
    },
  );

  it.each(['global', 'local'] as const)(
    'collates once more when incidents become private during a collation of the %s schedule',
    async scope => {
      const { state, publish, find, hideSecret, stop } =
        await startWithPostmortems(scope);
      const letGo = hold(state, 4);
      await publish(visibilityChanged);
      // The first page, with the secret, is read; the second one waits
      await eventually(() => expect(state.requests).toBe(4));

      await hideSecret();
      await publish(visibilityChanged);
      letGo();

      await eventually(async () => {
        expect(await find('zanzibarian')).toEqual([]);
      });
      expect(state.requests).toBe(6);
      await stop();
    },
  );

  it('keeps the old index when a page fails, and completes it with the next collation', async () => {
    const { state, publish, find, stop } = await startWithPostmortems();
    state.documents = [...state.documents, searchDocument('new')];
    state.beforePage = () => {
      if (state.requests === 4) throw new ServiceUnavailableError('Too busy');
    };
    await publish(visibilityChanged);
    await eventually(() => expect(state.requests).toBe(4));

    // It has failed once the scheduler lets another one begin
    const letGo = hold(state, 5);
    await publish(visibilityChanged);
    await eventually(() => expect(state.requests).toBe(5));
    expect(await find('zanzibarian')).toEqual(['Title secret']);
    expect(await find('r149')).toContain('Title r149');

    letGo();
    await eventually(async () => {
      expect(await find('new')).toContain('Title new');
    });
    await stop();
  });

  it('finds nothing after the last postmortem becomes private', async () => {
    const { state, find, hideSecret, stop } = await startWithPostmortems();
    state.documents = state.documents.slice(0, 1);

    await hideSecret();

    await eventually(async () => {
      expect(await find('zanzibarian')).toEqual([]);
    });
    expect(await find('postmortems')).toEqual(['Postmortems']);
    await stop();
  });

  it('collates at once when text was erased', async () => {
    const { state, publish, find, stop } = await startWithPostmortems();
    state.documents = state.documents.filter(({ id }) => id !== 'secret');
    await publish({ type: 'incident.erased', incidentKey: 'INC-secret' });
    await eventually(async () => {
      expect(await find('zanzibarian')).toEqual([]);
    });
    await stop();
  });

  it('does not collate for other events', async () => {
    const { state, publish, hideSecret, stop } = await startWithPostmortems();

    await publish({ type: 'postmortem.published', incidentKey: 'INC-1' });
    await publish({ type: 'incident.visibility' });
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(state.requests).toBe(2);

    await hideSecret();
    await eventually(() => expect(state.requests).toBe(4));
    await stop();
  });

  it('rejects an unknown configuration key at start', async () => {
    await expect(
      startSearch({
        features: [],
        config: { search: { collators: { postmortems: { schedul: {} } } } },
      }),
    ).rejects.toThrow('search.collators.postmortems.schedul');
  });
});
