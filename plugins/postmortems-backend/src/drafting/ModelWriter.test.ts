import { mockServices } from '@backstage/backend-test-utils';
import type {
  DraftingModel,
  ModelClaim,
} from '@postmortems/backstage-plugin-postmortems-node';
import { shopCase, shopTemplate } from '../__testUtils__/shopIncident';
import { BlamelessChecker } from '../blameless';
import { ClaimVerifier } from '../verification';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';
import { ModelWriter } from './ModelWriter';

const quoted = (evidenceId: string, text: string): ModelClaim => ({
  kind: 'impact',
  text,
  spans: [{ evidenceId, pointer: '/text', quote: text }],
});

function modelThatWrites(claims: ModelClaim[]): DraftingModel {
  return {
    id: 'fake',
    write: async () => ({
      author: { type: 'model', name: 'fake', version: '1' },
      sections: [{ id: 'impact', claims }],
      run: {
        provider: 'fake',
        model: 'fake',
        status: 'complete',
        sections: [],
        claims: { kept: claims.length, repaired: 0, dropped: 0 },
        dropped: [],
        evidence: { offered: 0, withheld: 0, total: 0 },
        redactions: 0,
        usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
        durationMs: 0,
      },
    }),
  };
}

describe('ModelWriter', () => {
  it('drops what cites evidence that the section does not take, and records it', async () => {
    const one = shopCase();
    const input = {
      ...one,
      template: shopTemplate,
      sectionEvidence: { impact: ['telemetry' as const] },
    };
    const writer = new ModelWriter({
      logger: mockServices.logger.mock(),
      synthesiser: modelThatWrites([
        quoted('chat-1', 'I think the database of payments is down'),
        quoted('alert-1', '21 % of requests fail'),
      ]),
    });

    const { draft, run } = await writer.write({
      input,
      draft: await new DeterministicSynthesiser().synthesise(input),
      verificationSetup: {
        verifier: new ClaimVerifier(),
        facts: one.facts,
        blameless: new BlamelessChecker(),
        people: { roster: [] } as never,
      },
      onProgress: () => {},
    });

    const cited = draft.sections
      .find(({ id }) => id === 'impact')!
      .blocks.flatMap(({ claims }) => claims)
      .flatMap(({ spans }) => spans.map(({ evidenceId }) => evidenceId));
    expect(cited).toContain('alert-1');
    expect(cited).not.toContain('chat-1');
    expect(run).toMatchObject({
      claims: { kept: 1, dropped: 1 },
      dropped: [
        {
          section: 'impact',
          reasons: [expect.stringContaining('of the type chat')],
        },
      ],
    });
  });
});
