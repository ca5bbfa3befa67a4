import { mockServices } from '@backstage/backend-test-utils';
import { readRoutingConfig } from './routingConfig';

const read = (provenanceRouting: object) =>
  readRoutingConfig(
    mockServices.rootConfig({ data: { postmortems: { provenanceRouting } } }),
  );

describe('readRoutingConfig', () => {
  it('leaves sources to their modules', () => {
    expect(read({ chatSources: [{ platform: 'slack' }] })).toEqual({
      sections: {},
      profiles: [],
    });
  });

  it.each([
    [
      { sections: { timelin: ['chat'] } },
      /sections\.timelin is no section .* must be one of impact, timeline/,
    ],
    [
      { sections: { summary: ['chat'] } },
      /sections\.summary is no section that evidence is routed to/,
    ],
    [
      { sections: { timeline: ['slack'] } },
      /sections\.timeline\[0\] must be one of chat, telemetry/,
    ],
    [
      { sections: { timeline: 'chat' } },
      /sections\.timeline must be a list of types of evidence/,
    ],
    [
      { sections: { timeline: [] } },
      /sections\.timeline must name a type of evidence; leave the section out/,
    ],
    [
      { profiles: [{ severity: ['sev9'], profile: 'chatTranscript' }] },
      /profiles\[0\]\.severity\[0\] must be one of sev1/,
    ],
    [
      { profiles: [{ profile: 'chat' }] },
      /profiles\[0\]\.profile must be one of chatTranscript/,
    ],
  ])('rejects %j with its path and what it must be', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});
