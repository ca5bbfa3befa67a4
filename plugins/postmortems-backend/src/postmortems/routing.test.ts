import { TestDatabases } from '@backstage/backend-test-utils';
import {
  claimsOfBlock,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  submitTraceSchema,
  type Postmortem,
  type SectionId,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  blocksOf,
  caller,
  callers,
  draftPostmortem,
  editTo,
  reviewer,
  startServices,
} from '../__testUtils__/services';
import {
  shopEvidence,
  shopIncident,
  shopTemplate,
  shopTrace,
} from '../__testUtils__/shopIncident';
import { documentTree } from './export/documentTree';

jest.setTimeout(30_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const start = async (options: Parameters<typeof startServices>[1] = {}) =>
  startServices(await databases.init('SQLITE_3'), options);
const { key } = shopIncident;

/** With chat that explains, rules out and promises, and an investigation. */
async function investigated(options: Parameters<typeof startServices>[1]) {
  const services = await start(options);
  const say = (id: string, clock: string, text: string) => ({
    id,
    sourceType: 'chat' as const,
    timestamp: `2026-03-02T${clock}:00.000Z`,
    metadata: { service: 'component:default/checkout' },
    payload: {
      kind: 'message',
      channel: '#incident-42',
      author: { id: 'U2', name: 'Bo' },
      text,
    },
  });
  await services.incidents.create({ incident: shopIncident, ...callers });
  await services.evidence.submit({
    key,
    nodes: [
      ...shopEvidence,
      say('chat-2', '14:12', 'checkout rejects orders since 2.4.1'),
      say(
        'chat-3',
        '14:20',
        'The cause was the missing field currency in checkout 2.4.1',
      ),
      say('chat-4', '14:25', 'It was not the database of payments'),
      say('chat-5', '14:40', 'I will add a canary for checkout tomorrow'),
    ],
    ...callers,
  });
  await services.traces.submit({
    key,
    trace: submitTraceSchema.parse(shopTrace),
    ...callers,
  });
  const { postmortem } = await services.postmortems.create({ key, ...callers });
  return { services, postmortem };
}

const claimsIn = ({ sections }: Postmortem, id: SectionId) =>
  sections.find(one => one.id === id)!.blocks.flatMap(claimsOfBlock);

/** Types of evidence that a section cites. */
function typesIn(postmortem: Postmortem, id: SectionId): SourceType[] {
  const typeOf = (evidence: string): SourceType | undefined => {
    if (evidence.startsWith('chat-')) return 'chat';
    if (evidence.startsWith('deploy-')) return 'deployment';
    if (/^(?:errors|alert-|log-)/.test(evidence)) return 'telemetry';
    return [RECORD_EVIDENCE_ID, SEAL_EVIDENCE_ID].includes(evidence)
      ? undefined
      : 'agent_trace';
  };
  const ids = claimsIn(postmortem, id).flatMap(({ spans }) =>
    spans.map(({ evidenceId }) => evidenceId),
  );
  return [...new Set(ids.flatMap(one => typeOf(one) ?? []))].sort();
}

describe('sections that take some types of evidence', () => {
  it('leave nothing out when nothing is configured', async () => {
    const { postmortem } = await investigated({});
    expect(postmortem.routing).toMatchObject({
      profile: 'agenticInvestigation',
      chosenBy: 'evidence',
      sections: {},
      unused: [],
    });
    expect(typesIn(postmortem, 'timeline')).toContain('chat');
  });

  it.each([
    [['telemetry', 'deployment']],
    [['chat']],
    [['agent_trace']],
    [['agent_trace', 'telemetry', 'deployment']],
  ] as SourceType[][][])('cite nothing but %j', async types => {
    const { postmortem } = await investigated({
      routing: {
        profiles: [],
        sections: {
          impact: types,
          timeline: types,
          rootCause: types,
          contributingFactors: types,
          ruledOut: types,
          actionItems: types,
        },
      },
    });
    for (const id of [
      'summary',
      'impact',
      'timeline',
      'rootCause',
      'contributingFactors',
      'ruledOut',
      'actionItems',
    ] as const) {
      const cited = typesIn(postmortem, id);
      expect([id, cited.filter(one => !types.includes(one))]).toEqual([id, []]);
      expect(
        claimsIn(postmortem, id).filter(
          ({ verdict }) => verdict === 'contradicted',
        ),
      ).toEqual([]);
    }
    expect(postmortem.routing!.unused).toContainEqual(
      expect.objectContaining({ section: 'timeline' }),
    );
  });

  it('say in exports from what they were written and what they leave out', async () => {
    const { postmortem } = await investigated({
      routing: {
        profiles: [],
        sections: { rootCause: ['agent_trace', 'telemetry', 'deployment'] },
      },
    });
    const { parts } = documentTree({
      postmortem,
      incident: shopIncident,
      seal: { manifest: {}, sealedAt: '', root: '' } as never,
      evidence: new Map(),
      glossary: [],
      categoryTitle: id => id,
    });
    const facts = JSON.stringify(parts[0]);
    expect(facts).toContain('because there is an investigation');
    expect(facts).toContain(
      'Root cause does not use 5 pieces of evidence of the type chat',
    );
  });

  it('rejects a citation by a person that the section does not take', async () => {
    const { services, postmortem } = await investigated({
      routing: { profiles: [], sections: { rootCause: ['telemetry'] } },
    });
    const add = (evidenceId: string, pointer: string, quote: string) =>
      services.editing.addBlock({
        id: postmortem.id,
        sectionId: 'rootCause',
        block: {
          after: null,
          claims: [
            {
              text: 'Orders were rejected.',
              kind: 'root_cause',
              spans: [{ evidenceId, pointer, quote }],
              attest: false,
            },
          ],
        },
        caller,
      });
    await expect(
      add('chat-2', '/text', 'checkout rejects orders since 2.4.1'),
    ).rejects.toThrow('rootCause takes no evidence of the type chat');
    await add('alert-1', '/summary', '21 % of requests fail');
  });

  it('keep their routing through edits, and choose anew when drafted again', async () => {
    const services = await start();
    const document = await draftPostmortem(services);
    const { id } = document;
    const edited = await services.editing.editBlock({
      id,
      blockId: blocksOf(document)[0].id,
      edit: editTo(1, 'A remark.'),
      caller,
    });
    expect(edited.routing).toEqual(document.routing);
    expect(edited.routing!.profile).toBe('observabilityStitched');
    await services.traces.submit({
      key,
      trace: submitTraceSchema.parse(shopTrace),
      ...callers,
    });
    const again = await services.postmortems.regenerate({ id, ...callers });
    expect(again.routing!.profile).toBe('agenticInvestigation');
    const { items } = await services.postmortems.listRevisions({
      id,
      query: { limit: 10 },
      caller,
    });
    expect(items.map(({ content }) => content.routing?.profile).sort()).toEqual(
      [
        'agenticInvestigation',
        'observabilityStitched',
        'observabilityStitched',
      ],
    );
  });
});

describe('the profile provenanceValidated', () => {
  const template = { ...shopTemplate, profile: 'provenanceValidated' as const };

  it('refuses an approval and names each claim that is neither supported nor confirmed', async () => {
    const services = await start({
      template,
      archive: {
        state: 'collecting',
        failures: [{ source: 'slack', message: 'No answer' }],
      },
    });
    const document = await draftPostmortem(services);
    const { id } = document;
    const { revision } = await services.causes.acceptUndetermined({
      id,
      acceptance: { baseRevision: 1, reason: 'The logs are gone.' },
      caller,
    });
    await services.editing.editBlock({
      id,
      blockId: blocksOf(document)[0].id,
      edit: editTo(revision, 'Nobody was very happy.'),
      caller,
    });
    const move = (to: 'in_review' | 'approved') =>
      services.review.transition({
        id,
        transition: { to, reason: 'test' },
        caller: reviewer,
      });
    await move('in_review');
    await expect(move('approved')).rejects.toMatchObject({
      violations: expect.arrayContaining([
        expect.objectContaining({
          rule: 'claim.not_validated',
          path: expect.stringMatching(/^summary\//),
          message: expect.stringContaining('“Nobody was very happy.”'),
        }),
        expect.objectContaining({
          rule: 'seal.incomplete',
          message: expect.stringContaining('slack is not complete: No answer'),
        }),
      ]),
    });
  });

  it('is demanded by the configuration, whatever a template or an earlier severity chose', async () => {
    const services = await start({
      template: { ...shopTemplate, profile: 'observabilityStitched' },
      routing: {
        sections: {},
        profiles: [{ severity: ['sev1'], profile: 'provenanceValidated' }],
      },
      archive: { state: 'open', failures: [] },
    });
    const { id, incidentKey } = await draftPostmortem(services);
    const move = (to: 'in_review' | 'approved') =>
      services.review.transition({
        id,
        transition: { to, reason: 'test' },
        caller: reviewer,
      });
    const rulesBroken = async () =>
      move('approved').then(
        () => [],
        error => error.violations.map(({ rule }: { rule: string }) => rule),
      );
    await services.incidents.patch({
      asHider: async () => caller,
      key: incidentKey,
      patch: { severity: 'sev2' },
      ...callers,
    });
    await move('in_review');
    expect(await rulesBroken()).not.toContain('seal.incomplete');
    await services.incidents.patch({
      asHider: async () => caller,
      key: incidentKey,
      patch: { severity: 'sev1' },
      ...callers,
    });
    expect(await rulesBroken()).toContain('seal.incomplete');
  });
});
