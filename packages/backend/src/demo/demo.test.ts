import { mockServices } from '@backstage/backend-test-utils';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { readCaptures } from './captures';
import { seed } from './seed';

describe('demo', () => {
  it('has captures whose investigations cite their own evidence', async () => {
    const captures = await readCaptures();

    expect(captures.map(({ incident }) => incident.key)).toEqual([
      'INC-101',
      'INC-102',
      'INC-103',
      'INC-104',
    ]);
    for (const { incident, evidence, trace } of captures) {
      const ids = new Set(evidence.map(({ id }) => id));
      const steps = new Set(trace?.steps.map(({ stepId }) => stepId));
      const cited = [
        ...(trace?.steps.flatMap(step => step.evidence) ?? []),
        ...(trace?.supportingEvidence.filter(id => !steps.has(id)) ?? []),
      ];
      expect(cited.filter(id => !ids.has(id))).toEqual([]);
      const kinds = evidence.map(({ payload }) => payload.kind);
      for (const kind of ['alert', 'metric', 'message', 'log']) {
        expect([incident.key, kinds]).toEqual([
          incident.key,
          expect.arrayContaining([kind]),
        ]);
      }
    }
    expect(captures.filter(({ trace }) => !trace)).toHaveLength(1);
  });

  it('seeds only once when it starts again', async () => {
    const captures = await readCaptures();
    const written = new Set<string>();
    const calls: string[] = [];
    const api: Partial<PostmortemsApi> = {
      listPostmortems: async ({ incidentKey } = {}) =>
        ({
          items: written.has(incidentKey!) ? [{ id: incidentKey }] : [],
          pageInfo: {},
        } as unknown as Awaited<ReturnType<PostmortemsApi['listPostmortems']>>),
      createIncident: async ({ key }) => {
        calls.push(`incident ${key}`);
        return {} as Awaited<ReturnType<PostmortemsApi['createIncident']>>;
      },
      submitEvidence: async key => {
        calls.push(`evidence ${key}`);
        return { created: 1, duplicate: 0, rejected: 0, outcomes: [] };
      },
      submitTrace: async key => {
        calls.push(`trace ${key}`);
        return {} as Awaited<ReturnType<PostmortemsApi['submitTrace']>>;
      },
      createPostmortem: async key => {
        written.add(key);
        return {} as Awaited<ReturnType<PostmortemsApi['createPostmortem']>>;
      },
    };
    const options = {
      api: api as PostmortemsApi,
      captures,
      token: async () => 'token',
      logger: mockServices.logger.mock(),
    };

    await seed(options);
    const first = calls.length;
    await seed(options);

    expect(first).toBe(11);
    expect(calls).toHaveLength(first);
  });
});
