import type { PostmortemTemplate } from '@postmortems/backstage-plugin-postmortems-common';
import { shopTemplate } from '../__testUtils__/shopIncident';
import { chooseRouting } from './chooseRouting';
import type { RoutingConfig } from './routingConfig';

function choose(
  bySourceType: object,
  options: {
    template?: Partial<PostmortemTemplate>;
    config?: Partial<RoutingConfig>;
  } = {},
) {
  const counts = {
    chat: 0,
    telemetry: 0,
    deployment: 0,
    agent_trace: 0,
    ...bySourceType,
  };
  return chooseRouting({
    config: { sections: {}, profiles: [], ...options.config },
    template: { ...shopTemplate, ...options.template },
    incident: { severity: 'sev1' },
    seal: { manifest: { bySourceType: counts, byKind: {} } as never },
  });
}

const all = { chat: 2, telemetry: 3, deployment: 1, agent_trace: 4 };

describe('chooseRouting', () => {
  it.each([
    [
      { telemetry: 1, deployment: 1 },
      'observabilityStitched',
      'Written from telemetry and deployments (observabilityStitched), because neither chat nor an investigation was collected',
    ],
    [
      { chat: 1 },
      'chatTranscript',
      'Written from chat (chatTranscript), because neither telemetry nor an investigation was collected',
    ],
    [
      { chat: 1, telemetry: 1 },
      'observabilityStitched',
      'Written from chat and telemetry (observabilityStitched), because there is telemetry and no investigation',
    ],
    [
      { telemetry: 1, agent_trace: 2 },
      'agenticInvestigation',
      'Written from telemetry and an investigation (agenticInvestigation), because there is an investigation',
    ],
    [
      {},
      undefined,
      'Written from the record of the incident alone, because no evidence was collected',
    ],
  ])(
    'chooses by the evidence %j, and leaves nothing out',
    (counts, profile, reason) => {
      const routing = choose(counts);
      expect(routing).toEqual({
        ...(profile && { profile }),
        chosenBy: 'evidence',
        reason: expect.any(String),
        sections: {},
        unused: [],
      });
      expect(routing.reason).toBe(reason);
    },
  );

  it('takes the profile of the template before that of the severity', () => {
    const profiles: RoutingConfig['profiles'] = [
      { severity: ['sev2'], profile: 'chatTranscript' },
      { severity: ['sev1'], profile: 'provenanceValidated' },
    ];
    expect(choose(all, { config: { profiles } })).toMatchObject({
      profile: 'provenanceValidated',
      chosenBy: 'configuration',
      reason: expect.stringContaining('names it for sev1'),
    });
    expect(
      choose(all, {
        config: { profiles },
        template: { profile: 'observabilityStitched' },
      }),
    ).toMatchObject({ profile: 'observabilityStitched', chosenBy: 'template' });
  });

  it('takes a section from the template, then from the profile, then from the configuration', () => {
    const { sections } = choose(all, {
      config: {
        sections: { rootCause: ['chat'], timeline: ['chat'], impact: ['chat'] },
        profiles: [{ profile: 'agenticInvestigation' }],
      },
      template: {
        sections: {
          ...shopTemplate.sections,
          timeline: {
            ...shopTemplate.sections.timeline,
            evidence: ['telemetry'],
          },
        },
      },
    });
    expect(sections).toMatchObject({
      timeline: ['telemetry'],
      rootCause: ['agent_trace', 'telemetry', 'deployment'],
      impact: ['chat'],
    });
  });

  it('counts what each section leaves out', () => {
    const { unused } = choose(all, {
      config: { sections: { timeline: ['chat', 'telemetry', 'deployment'] } },
    });
    expect(unused).toEqual([
      { section: 'timeline', sourceType: 'agent_trace', count: 4 },
    ]);
  });

  it('lets the summary take what the sections take that it sums up', () => {
    const { sections } = choose(all, {
      template: { profile: 'observabilityStitched' },
    });
    expect(sections.summary).toEqual(['telemetry', 'deployment']);
  });
});
