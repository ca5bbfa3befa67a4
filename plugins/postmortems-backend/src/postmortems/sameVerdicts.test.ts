import { TestDatabases } from '@backstage/backend-test-utils';
import {
  submitTraceSchema,
  type ClaimKind,
  type DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  blocksOf,
  caller,
  callers,
  startServices,
} from '../__testUtils__/services';
import {
  shopEvidence,
  shopIncident,
  shopTrace,
} from '../__testUtils__/shopIncident';

jest.setTimeout(20_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const { key } = shopIncident;

const log = {
  evidenceId: 'log-0',
  pointer: '/message',
  quote: 'order 1000 rejected: field currency is missing',
};
const step = {
  evidenceId: 'run-7/s2',
  pointer: '/output/deployed',
  quote: 'checkout version 2.4.1 replaced version 2.4.0',
};

const alert = {
  evidenceId: 'alert-1',
  pointer: '/alertName',
  quote: 'CheckoutErrors',
};

const CLAIMS: [name: string, kind: ClaimKind, text: string, spans: object[]][] =
  [
    [
      'a chain of causes',
      'root_cause',
      'Orders were rejected because the field currency is missing, which caused errors.',
      [log],
    ],
    [
      'a cause',
      'root_cause',
      'Orders were rejected because the field currency is missing.',
      [log],
    ],
    [
      'a cause that cites a step, whose evidence it does not cite',
      'root_cause',
      'CheckoutErrors fired because the deployment of version 2.4.1 replaced version 2.4.0.',
      [step, alert],
    ],
    [
      'a service that only other evidence names',
      'impact',
      'Orders of search were rejected: field currency is missing.',
      [log],
    ],
    ['a claim without evidence', 'impact', 'Nobody was affected.', []],
  ];

describe('verdicts of drafting, editing, recheck and the verify route', () => {
  it('are the same for the same claim', async () => {
    const claims = CLAIMS.map(
      ([name, kind, text, spans]) =>
        ({ id: name, kind, text, spans } as DraftClaim),
    );
    const services = await startServices(await databases.init('SQLITE_3'), {
      rewrite: draft => ({
        ...draft,
        sections: draft.sections.map(section => ({
          ...section,
          blocks: [
            ...section.blocks,
            ...claims
              .filter(({ kind }) =>
                kind === 'root_cause'
                  ? section.id === 'rootCause'
                  : section.id === 'impact',
              )
              .map(claim => ({
                id: claim.id,
                type: 'item' as const,
                author: draft.author,
                claims: [claim],
              })),
          ],
        })),
      }),
    });
    await services.incidents.create({ incident: shopIncident, ...callers });
    const other = {
      ...shopEvidence[2],
      id: 'search-alert',
      metadata: { service: 'search' },
    };
    const nodes = [...shopEvidence, other];
    await services.evidence.submit({ key, nodes, ...callers });
    const trace = submitTraceSchema.parse(shopTrace);
    await services.traces.submit({ key, trace, ...callers });

    let { postmortem } = await services.postmortems.create({ key, ...callers });
    const { id } = postmortem;
    const verdictsNow = () =>
      claims.map(claim => {
        const block = blocksOf(postmortem).find(one => one.id === claim.id)!;
        const [{ verdict, reasons }] = block.claims;
        return { verdict, reasons };
      });
    const drafted = verdictsNow();
    const { results } = await services.claims.verify({
      key,
      claims: claims.map(({ id: _, ...claim }) => claim),
      caller,
    });
    expect(
      results.map(({ verdict, reasons }) => ({ verdict, reasons })),
    ).toEqual(drafted);

    for (const { id: blockId, kind, text, spans } of claims) {
      postmortem = await services.editing.editBlock({
        id,
        blockId,
        edit: {
          baseRevision: postmortem.revision,
          claims: [{ kind, text, spans, attest: false }],
        },
        caller,
      });
    }
    expect(verdictsNow()).toEqual(drafted);

    expect(await services.recheck.run()).toBe(0);
    const [chain, cause, ofStep, named, without] = drafted;
    for (const { reasons } of [chain, cause, ofStep]) {
      expect(reasons.map(({ check }) => check)).toContain('judgement');
    }
    expect(named.verdict).not.toBe('supported');
    expect(without).toMatchObject({ verdict: 'unsupported' });
  });
});
