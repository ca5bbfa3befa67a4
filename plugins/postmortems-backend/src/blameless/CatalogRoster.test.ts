import type { Entity } from '@backstage/catalog-model';
import type {
  EvidenceNode,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { CatalogRoster } from './CatalogRoster';

const user = (name: string, groups: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: groups.map(group => ({
    type: 'memberOf',
    targetRef: `group:default/${group}`,
  })),
});

async function rosterOf(users: Entity[], authors: string[] = []) {
  const { roster } = await new CatalogRoster({
    reader: { users: async () => users },
  }).contextOf({
    incident: {} as Incident,
    evidence: authors.map(
      author => ({ payload: { author } } as unknown as EvidenceNode),
    ),
    systems: [],
    ownerRef: 'group:default/payments-team',
  });
  return roster;
}

describe('roles that the catalog gives', () => {
  it.each([
    [['payments-team'], 'a member of the payments team'],
    [['sre'], 'a member of the sre group'],
    [['sre', 'payments-team'], 'a member of the payments team'],
    [[], undefined],
  ])('member of %j is %s', async (groups, role) => {
    expect(await rosterOf([user('mei', groups)])).toEqual([
      { identifiers: ['mei'], role },
    ]);
  });

  it('are none for who is only in the evidence, and programs are nobody', async () => {
    expect(
      await rosterOf(
        [user('mei', ['sre'])],
        ['Ada Okafor', 'user:default/mei', 'Argo CD', 'github-actions[bot]'],
      ),
    ).toEqual([
      { identifiers: ['mei'], role: 'a member of the sre group' },
      { identifiers: ['Ada Okafor'] },
    ]);
  });
});
