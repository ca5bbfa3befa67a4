import type { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { sourceOf } from './__testUtils__/sourceOf';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/webhook.md'),
  'utf8',
);

/** Of each section: its configuration, and a body as the sender sends it. */
const examples = new Map(
  page.split(/^## /m).flatMap((section): [string, Example][] => {
    const yaml = /```yaml\n([^]*?)```/.exec(section)?.[1];
    const json = /```json\n([^]*?)```/.exec(section)?.[1];
    const [title] = section.split('\n');
    return yaml && json
      ? [[title, { data: parse(yaml), body: JSON.parse(json) }]]
      : [];
  }),
);

type Example = { data: JsonObject; body: JsonObject };

const deliver = (title: string, changed: JsonObject = {}) => {
  const { data, body } = examples.get(title)!;
  return sourceOf(data).deliver({ ...body, ...changed });
};

describe('docs/sources/webhook.md', () => {
  it('has an example of each sender', () => {
    expect([...examples.keys()]).toEqual([
      'GitLab',
      'Jenkins',
      'Argo Rollouts',
      'LaunchDarkly',
      'Runbooks',
    ]);
  });

  it('makes a deployment of that of GitLab', async () => {
    await expect(deliver('GitLab')).resolves.toEqual([
      {
        services: ['component:default/checkout'],
        node: {
          id: 'gitlab/deployment/15/success',
          sourceType: 'deployment',
          provider: 'gitlab',
          timestamp: '2026-03-02T14:00:20.000Z',
          sourceUrl: 'https://gitlab.example.com/shop/checkout/-/jobs/796',
          metadata: {
            service: 'component:default/checkout',
            region: '',
            correlationId: '',
          },
          payload: {
            kind: 'deployment',
            version: '279484c0',
            environment: 'production',
            status: 'success',
            author: 'ada',
            authorRef: 'user:default/ada',
            description: 'Retry payments',
          },
        },
      },
    ]);
    await expect(
      deliver('GitLab', { environment_tier: 'staging' }),
    ).resolves.toBeUndefined();
    await expect(
      deliver('GitLab', { status: 'running' }),
    ).resolves.toBeUndefined();
  });

  it("takes GitLab's feature flags", async () => {
    const [{ node }] = (await deliver('GitLab', {
      object_kind: 'feature_flag',
      object_attributes: { name: 'retry', active: false },
    }))!;
    expect(node.payload).toMatchObject({
      kind: 'config_change',
      name: 'feature flag retry',
      previousVersion: 'on',
      version: 'off',
    });
  });

  it('makes a deployment of a build of Jenkins', async () => {
    const [{ services, node }] = (await deliver('Jenkins'))!;
    expect(services).toEqual(['component:default/checkout']);
    expect(node).toMatchObject({
      id: 'jenkins/deploy-checkout/18',
      timestamp: '2026-03-02T14:00:20.000Z',
      payload: { kind: 'deployment', version: '2.4.1', status: 'SUCCESS' },
    });
  });

  it('makes deployments and rollbacks of those of Argo Rollouts', async () => {
    const [{ node }] = (await deliver('Argo Rollouts'))!;
    expect(node.payload).toMatchObject({
      kind: 'deployment',
      version: '2.4.1',
    });
    const [aborted] = (await deliver('Argo Rollouts', { event: 'aborted' }))!;
    expect(aborted.node.payload).toMatchObject({
      kind: 'rollback',
      previousVersion: '2.4.1',
    });
  });

  it('has templates of Argo Rollouts whose bodies fit the mapping', async () => {
    const [, yaml] = /(apiVersion: v1\nkind: Secret[^]*?)```/.exec(page)!;
    const [, config] = parseAllDocuments(yaml).map(one => one.toJS());
    const kinds = [];
    for (const event of ['completed', 'aborted']) {
      const template = parse(config.data[`template.postmortems-${event}`]);
      const { body } = template.webhook.postmortems;
      const sent = JSON.parse(body.replace(/\{\{.*?\}\}/g, '"checkout"'));
      const [{ node, services }] = (await deliver('Argo Rollouts', {
        ...sent,
        at: null,
      }))!;
      kinds.push([sent.event, node.payload.kind, services]);
    }
    const services = ['component:default/checkout'];
    expect(kinds).toEqual([
      ['completed', 'deployment', services],
      ['aborted', 'rollback', services],
    ]);
  });

  it('makes a change of the configuration of a flag of LaunchDarkly', async () => {
    const [{ services, node }] = (await deliver('LaunchDarkly'))!;
    expect(services).toEqual(['component:default/checkout']);
    expect(node).toMatchObject({
      id: 'launchdarkly/5defebd006121dd9f7ea90d0',
      sourceUrl:
        'https://app.launchdarkly.com/shop/production/features/checkout-retry',
      payload: {
        kind: 'config_change',
        name: 'feature flag Retry payments',
        previousVersion: 'off',
        version: 'on',
        author: 'Ada Lovelace',
        authorRef: 'user:default/ada',
      },
    });
  });

  it('tells the start, the steps and the result of a runbook', async () => {
    const titles = [];
    for (const event of ['started', 'step', 'finished']) {
      const [{ node, incidentKeys }] = (await deliver('Runbooks', { event }))!;
      expect(incidentKeys).toEqual(['INC-7']);
      titles.push(node.payload.title);
    }
    expect(titles).toEqual([
      '"Fail over the database" was started',
      'Step "Promote the replica" of "Fail over the database": succeeded',
      '"Fail over the database" ended: succeeded',
    ]);
  });
});
