import { mockServices } from '@backstage/backend-test-utils';
import { readWebhookConfig, warningsOf } from './config';

const PATH = 'postmortems.provenanceRouting.deploymentSources[0]';
const block = {
  platform: 'webhook',
  name: 'ci',
  auth: { token: { value: 't0ken' } },
  mappings: [{ kind: 'deployment', service: '/service' }],
};

function read(...deploymentSources: object[]) {
  return readWebhookConfig(
    mockServices.rootConfig({
      data: {
        postmortems: { provenanceRouting: { deploymentSources } },
      } as never,
    }),
  );
}

const withMapping = (mapping: object) => ({
  mappings: [{ ...block.mappings[0], ...mapping }],
});

describe('readWebhookConfig', () => {
  it('applies defaults', () => {
    expect(read(block)).toEqual([
      {
        path: PATH,
        name: 'ci',
        auth: { token: { value: ['t0ken'], header: 'authorization' } },
        services: {},
        mappings: [
          { kind: 'deployment', service: '/service', when: {}, fields: {} },
        ],
      },
    ]);
  });

  it.each([
    [{ name: 'CI 1' }, `${PATH}.name must be a short lower-case name`],
    [{ name: undefined }, `${PATH}.name`],
    [{ auth: {} }, `${PATH}.auth must have a token or a signature`],
    [
      { auth: { token: { value: '' } } },
      `${PATH}.auth.token.value[0] must not be`,
    ],
    [{ mappings: [] }, `${PATH}.mappings must have at least one`],
    [withMapping({ kind: 'alert' }), `${PATH}.mappings[0].kind is a kind that`],
    [withMapping({ kind: 'event' }), `${PATH}.mappings[0].title is needed`],
    [withMapping({ kind: 'my_kind' }), `${PATH}.mappings[0].title is needed`],
    [
      withMapping({ service: undefined }),
      `${PATH}.mappings[0].service or incid`,
    ],
    [withMapping({ time: '/a~b' }), `${PATH}.mappings[0].time has /a~b, which`],
    [
      withMapping({ id: 'x{/~}' }),
      `${PATH}.mappings[0].id has /~, which is no`,
    ],
    [withMapping({ when: { kind: 'x' } }), `${PATH}.mappings[0].when`],
    [withMapping({ status: '/x' }), `${PATH}.mappings[0] Unrecognized key`],
    [
      withMapping({ fields: { kind: '/k' } }),
      `${PATH}.mappings[0].fields.kind is what kind gives`,
    ],
    [
      withMapping({ fields: { status: '/s' } }),
      `${PATH}.mappings[0].fields.status is what result gives`,
    ],
    [
      withMapping({ kind: 'event', title: '/t', fields: { message: '/m' } }),
      `${PATH}.mappings[0].fields.message is what title gives`,
    ],
  ])('rejects %j and names the invalid key', (changed, message) => {
    expect(() => read({ ...block, ...changed })).toThrow(message);
  });

  it('rejects a kind of its own that another sender has, whose name sentences would tell', () => {
    const runs = withMapping({ kind: 'runbook_run', title: '/title' });
    const other = { ...block, ...runs, name: 'rundeck' };
    expect(() => read({ ...block, ...runs }, other)).toThrow(
      'deploymentSources[1].mappings[0].kind runbook_run is of postmortems.provenanceRouting.deploymentSources[0] already',
    );
    const title = 'the runbooks';
    expect(
      read({ ...block, ...runs, title }, { ...other, title }),
    ).toHaveLength(2);
  });

  it('warns of a mapping by which the same body is the same fact for ever', () => {
    const warningsFor = (...changed: object[]) =>
      warningsOf(read(Object.assign({}, block, ...changed))[0]);
    expect(warningsFor()).toEqual([
      expect.stringContaining(`${PATH}.mappings[0] has no time and no id`),
    ]);
    expect(warningsFor(withMapping({ time: '/at' }))).toEqual([]);
    expect(warningsFor(withMapping({ id: '/id' }))).toEqual([]);
    expect(warningsFor({ deliveryHeader: 'X-Id' })).toEqual([]);
  });

  it('rejects two blocks of one name', () => {
    expect(() => read(block, block)).toThrow(
      'deploymentSources[1].name ci is taken',
    );
  });
});
