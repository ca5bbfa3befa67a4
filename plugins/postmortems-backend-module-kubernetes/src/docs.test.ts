import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readKubernetesConfig } from './config/config';
import { sourceOf } from './__testUtils__/shop';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/kubernetes.md'),
  'utf8',
);
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) =>
  parse(text),
);

describe('docs/sources/kubernetes.md', () => {
  it('has a configuration that is read', () => {
    const [data] = examples.filter(({ postmortems }) => postmortems);
    const config = mockServices.rootConfig({ data });
    expect(readKubernetesConfig(config)).toHaveLength(1);
  });

  it('has a role for the lists that are read, and no more', () => {
    const [{ rules }] = examples.filter(({ kind }) => kind === 'ClusterRole');
    expect(
      rules.flatMap((rule: { verbs: string[]; resources: string[] }) => [
        ...rule.verbs,
        ...rule.resources,
      ]),
    ).toEqual([
      'list',
      'deployments',
      'statefulsets',
      'daemonsets',
      'replicasets',
      'list',
      'events',
    ]);
  });

  it('uploads to the format that there is', () => {
    const [upload] = sourceOf({}).uploads!;
    expect(page).toContain(`/uploads/${upload.format}"`);
  });
});
