import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import { parse } from 'yaml';

// All modules and their SDKs are loaded.
jest.setTimeout(180_000);

const root = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Those that the example backend has. */
const modules = [
  ...read('packages/backend/src/index.ts').matchAll(
    /'(@postmortems\/backstage-plugin-postmortems-backend-module-[a-z-]+)'/g,
  ),
].map(([, name]) => name);

/** Keys of the source document's block that do not exist yet: later work. */
const NOT_YET = [
  'exportTargets',
  'exportPipeline',
  'validationRules',
  'schedule.reviewWithin',
];

async function start(postmortems: JsonObject) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      ...modules.map(name => jest.requireActual(name).default),
      logger.factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example.com' },
          postmortems,
        },
      }),
    ],
  });
  return { backend, logger };
}

/** The file, with templates from where this repository has them. */
function sourceDocument() {
  const text = read('examples/source-document.yaml')
    .replaceAll('../../templates', path.join(root, 'templates'))
    .replaceAll(/\$\{(\w+)\}/g, 'secret-$1');
  return parse(text).postmortems;
}

describe('the configuration of the source document', () => {
  it('is tried with each module of this repository', () => {
    const folders = readdirSync(path.join(root, 'plugins'))
      .filter(folder => folder.startsWith('postmortems-backend-module-'))
      .map(folder => `@postmortems/backstage-plugin-${folder}`);
    expect([...modules].sort()).toEqual(folders.sort());
  });

  it('starts a backend with all modules, and none of its keys is ignored', async () => {
    const { backend, logger } = await start(sourceDocument());
    try {
      const answer = await fetch(
        `http://localhost:${backend.server.port()}/api/postmortems/v1/templates`,
        { headers: { authorization: mockCredentials.service.header() } },
      );
      expect(await answer.json()).toMatchObject({
        items: expect.arrayContaining(
          ['v2.4', 'v2.4-payment', 'v2.4-auth'].map(name =>
            expect.objectContaining({
              template: expect.objectContaining({ name }),
            }),
          ),
        ),
      });
      expect(
        logger.warn.mock.calls
          .flat()
          .filter(text => /ignored/.test(String(text))),
      ).toEqual([]);
    } finally {
      await backend.stop();
    }
  });

  it.each(NOT_YET)('has no %s, which does not exist yet', key => {
    const value = key
      .split('.')
      .reduce<JsonObject | undefined>(
        (one, name) => one?.[name] as JsonObject | undefined,
        sourceDocument(),
      );
    expect(value).toBeUndefined();
  });

  it('does not start with a section that there is not', async () => {
    const { provenanceRouting, ...rest } = sourceDocument();
    await expect(
      start({
        ...rest,
        provenanceRouting: {
          ...provenanceRouting,
          sections: { timelines: ['chat'] },
        },
      }),
    ).rejects.toThrow(
      /postmortems\.provenanceRouting\.sections\.timelines is no section/,
    );
  });
});

describe('docs/profiles.md', () => {
  const page = read('docs/profiles.md');
  const [, example] = /```yaml\n([^]*?)```/.exec(page)!;

  it('has an example with which a backend starts', async () => {
    const { backend } = await start(parse(example).postmortems);
    expect(backend.server.port()).toBeGreaterThan(0);
    await backend.stop();
  });

  it('tells of each profile', () => {
    const [first] = page.split('| section');
    const named = [...first.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(named).toEqual([
      'chatTranscript',
      'observabilityStitched',
      'agenticInvestigation',
      'provenanceValidated',
    ]);
  });
});
