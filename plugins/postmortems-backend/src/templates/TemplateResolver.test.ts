import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import type { PostmortemTemplate } from '@postmortems/backstage-plugin-postmortems-common';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { shopIncident, shopTemplate } from '../__testUtils__/shopIncident';
import { TemplateResolver } from './TemplateResolver';

const annotated = (
  kind: string,
  name: string,
  template: string | undefined,
  relations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    namespace: 'default',
    annotations: {
      ...(template && { 'postmortems.dev/template': template }),
      ...(kind === 'Component' && { 'postmortems.dev/tier': '1' }),
    },
  },
  relations: Object.entries(relations).map(([type, targetRef]) => ({
    type,
    targetRef,
  })),
});

type Annotations = Partial<
  Record<'component' | 'system' | 'domain' | 'group' | 'parent', string>
>;

const entitiesWith = (named: Annotations) => [
  annotated('Component', 'checkout', named.component, {
    partOf: 'system:default/ordering',
    ownedBy: 'group:default/sre',
  }),
  annotated('System', 'ordering', named.system, {
    partOf: 'domain:default/shop',
  }),
  annotated('Domain', 'shop', named.domain),
  annotated('Group', 'sre', named.group, {
    childOf: 'group:default/engineering',
  }),
  annotated('Group', 'engineering', named.parent),
];

describe('template resolution', () => {
  let folder: string;
  const saved: PostmortemTemplate[] = [];

  const write = (name: string, content: object | string) =>
    fs.writeFile(
      path.join(folder, name),
      typeof content === 'string' ? content : stringify(content),
    );

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'templates-'));
    for (const name of ['v1', 'v2', 'v3']) {
      await write(`${name}.yaml`, { ...shopTemplate, name });
    }
    saved.length = 0;
  });
  afterEach(() => fs.rm(folder, { recursive: true }));

  const create = (named: Annotations = {}, config: JsonObject = {}) =>
    TemplateResolver.create({
      config: mockServices.rootConfig({
        data: {
          postmortems: {
            templateManagement: {
              locations: [{ type: 'file', target: `${folder}/*.yaml` }],
              ...config,
            },
          },
        },
      }),
      catalog: catalogServiceMock({ entities: entitiesWith(named) }),
      auth: mockServices.auth(),
      urlReader: mockServices.urlReader.mock({
        search: async target => {
          if (!target.startsWith('https://git.example.com/')) {
            throw new Error('unreachable');
          }
          const content = stringify({ ...shopTemplate, name: 'v5' });
          return {
            etag: '1',
            files: [
              {
                url: 'https://git.example.com/v5.yaml',
                content: async () => Buffer.from(content),
              },
            ],
          };
        },
      }),
      templates: {
        save: async ({ template }) => {
          saved.push(template);
        },
      },
      scheduler: mockServices.scheduler.mock(),
      logger: mockServices.logger.mock(),
    });

  const resolve = async (
    named: Annotations = {},
    config: JsonObject = {},
    requested?: string,
  ) =>
    (await create(named, config)).resolve({
      incident: shopIncident,
      requested,
    });

  it.each<[string, Annotations, JsonObject, string, string]>([
    ['the component', { component: 'v1', system: 'v2' }, {}, 'v1', 'entity'],
    ['the system', { system: 'v2', domain: 'v1' }, {}, 'v2', 'system'],
    ['the domain', { domain: 'v3', group: 'v1' }, {}, 'v3', 'domain'],
    ['the owner group', { group: 'v1', parent: 'v2' }, {}, 'v1', 'owner'],
    ['a parent of the owner', { parent: 'v2' }, {}, 'v2', 'owner'],
    [
      'the severity',
      {},
      { severities: { sev2: 'v1' }, tiers: { '1': 'v2' } },
      'v1',
      'severity',
    ],
    [
      'the tier',
      {},
      { tiers: { '1': 'v2' }, defaultVersion: 'v3' },
      'v2',
      'tier',
    ],
    ['the default', {}, { defaultVersion: 'v3' }, 'v3', 'default'],
    [
      'an override',
      { component: 'v1' },
      { overrides: { checkout: 'v3' } },
      'v3',
      'entity',
    ],
  ])('chooses the template of %s', async (_, named, config, name, level) => {
    const { template, resolution } = await resolve(named, config);

    expect(template.name).toBe(name);
    expect(
      resolution.chain.find(({ outcome }) => outcome === 'chosen'),
    ).toMatchObject({
      level,
      template: name,
      reason: resolution.reason,
    });
    expect(resolution.chain.map(one => one.level)).toEqual([
      'request',
      'entity',
      'system',
      'domain',
      'owner',
      'severity',
      'tier',
      'default',
      'default',
    ]);
  });

  it('continues after a named template that is not loaded, and records it', async () => {
    const { resolution } = await resolve({ component: 'lost', system: 'v2' });

    expect(resolution.name).toBe('v2');
    expect(resolution.chain[1]).toMatchObject({
      outcome: 'unknown_template',
      template: 'lost',
    });
  });

  it('prefers the requested template, and rejects an unknown one', async () => {
    const { resolution } = await resolve({ component: 'v1' }, {}, 'v3');

    expect(resolution.name).toBe('v3');
    await expect(resolve({}, {}, 'lost')).rejects.toThrow(
      "template 'lost' is not loaded; there are built-in, v1, v2, v3",
    );
  });

  it('resolves defaultVersion v2.4 and the override v2.4-payment', async () => {
    const locations = [
      {
        type: 'file',
        target: path.resolve(
          __dirname,
          '../../../../templates/postmortem/*.yaml',
        ),
      },
    ];
    const resolver = await create(
      {},
      {
        locations,
        defaultVersion: 'v2.4',
        overrides: { 'payment-service': 'v2.4-payment' },
      },
    );
    const nameFor = async (service: string) => {
      const incident = {
        ...shopIncident,
        services: [`component:default/${service}`],
      };
      const { template, resolution } = await resolver.resolve({ incident });
      expect(resolution).toMatchObject({ name: template.name, version: '1' });
      return template.name;
    };

    expect(await nameFor('checkout')).toBe('v2.4');
    expect(await nameFor('payment-service')).toBe('v2.4-payment');
  });

  it('gives a template without a version version 1', async () => {
    const { version: _, ...template } = shopTemplate;
    await write('v4.yaml', { ...template, name: 'v4' });
    const { resolution } = await resolve({ component: 'v4' });

    expect(resolution).toMatchObject({ name: 'v4', version: '1' });
  });

  it('falls back to the built-in template', async () => {
    const { template } = await resolve({}, { locations: [] });

    expect(template.name).toBe('built-in');
  });

  it('stores every loaded template', async () => {
    await create();

    expect(saved.map(({ name }) => name)).toEqual([
      'built-in',
      'v1',
      'v2',
      'v3',
    ]);
  });

  it('reads templates through the URL reader', async () => {
    const resolver = await create(
      { component: 'v5' },
      {
        locations: [{ type: 'url', target: 'https://git.example.com/*.yaml' }],
      },
    );
    const { template } = await resolver.resolve({ incident: shopIncident });

    expect(template.name).toBe('v5');
    expect(resolver.list()).toContainEqual({
      template,
      source: 'https://git.example.com/v5.yaml',
    });
  });

  it('starts without a URL that cannot be reached', async () => {
    const { template } = await resolve(
      {},
      { locations: [{ type: 'url', target: 'https://example.com/*.yaml' }] },
    );

    expect(template.name).toBe('built-in');
  });

  it.each([
    [
      'a field that is unknown',
      { ...shopTemplate, name: 'v4', extra: 1 },
      /v4\.yaml is wrong: .*extra/,
    ],
    [
      'a field that is wrong',
      { ...shopTemplate, name: 7 },
      /v4\.yaml is wrong: \/name/,
    ],
    [
      'the name of another',
      { ...shopTemplate, name: 'v1', title: 'Other' },
      /both named v1/,
    ],
    ['a key twice', 'name: v4\nname: v5\n', /Map keys must be unique/],
    [
      'references that blow up',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(
        30,
      )}]\nc: [${'*b,'.repeat(30)}]\n`,
      /Excessive alias count/,
    ],
  ])('refuses to start with %s', async (_, content, message) => {
    await write('v4.yaml', content);

    await expect(create()).rejects.toThrow(message);
  });

  it('refuses to start with an invalid configuration and names the key', async () => {
    await expect(create({}, { defaultVersion: 7 })).rejects.toThrow(
      'Configuration at postmortems.templateManagement.defaultVersion is wrong',
    );
    await expect(
      create(
        {},
        { locations: [{ type: 'file', target: `${folder}/none.yaml` }] },
      ),
    ).rejects.toThrow('none.yaml cannot be read: ENOENT');
  });
});
