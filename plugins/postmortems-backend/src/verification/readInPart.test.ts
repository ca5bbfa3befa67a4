import {
  listClaims,
  type DraftClaim,
  type EvidenceNode,
  type PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import {
  shopCase,
  shopServices,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { DeterministicSynthesiser } from '../drafting';
import { ClaimVerifier } from './ClaimVerifier';
import { EvidenceReader } from './EvidenceReader';
import { SealedFacts } from './SealedFacts';

jest.setTimeout(120_000);

type Case = ReturnType<typeof shopCase>;

async function* streamOf(nodes: readonly EvidenceNode[]) {
  yield* nodes;
}

/** Facts of an incident of which only a part of the evidence is held. */
async function inPart(one: Case, share: number, cited: string[] = []) {
  const reader = new EvidenceReader({
    max: { nodes: Math.ceil(one.evidence.length * share), bytes: Infinity },
  });
  for await (const _ of reader.read(streamOf(one.evidence)));
  const read = await reader.finish({
    cited,
    getMany: async ids =>
      new Map(
        one.evidence
          .filter(({ id }) => ids.includes(id))
          .map(node => [node.id, node]),
      ),
  });
  const { seal, trace } = one;
  const facts = new SealedFacts({
    seal,
    trace,
    services: shopServices,
    evidence: read.nodes,
    payloads: read.payloads,
    unread: read.unread,
  });
  return { facts, read };
}

async function draftOf(one: Case, facts: SealedFacts): Promise<DraftClaim[]> {
  const draft = await new DeterministicSynthesiser().synthesise({
    ...one,
    template: shopTemplate,
    causes: [],
    evidence: [...facts.all()].map(({ node }) => node),
    known: [...facts.all()],
    unread: facts.unread,
  });
  return listClaims(draft as unknown as PostmortemContent);
}

const caseOf = (seed: number) => {
  const { incident, evidence, trace } = generatedIncident(seed);
  return shopCase({ incident, evidence, trace });
};
const verifier = new ClaimVerifier();

describe('evidence of which a part is held', () => {
  it('supports no sentence that the whole evidence does not support', async () => {
    const wrong: string[] = [];
    let supported = 0;
    let open = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const one = caseOf(seed);
      const { facts } = await inPart(one, 0.4);
      const fromPart = await draftOf(one, facts);
      const fromWhole = await draftOf(one, one.facts);
      for (const claim of [
        ...fromPart,
        ...fromWhole,
        ...fromWhole.map(({ reading: _, ...words }) => words),
      ]) {
        const whole = verifier.verify(claim, one.facts).verdict;
        const part = verifier.verify(claim, facts).verdict;
        // That something was not read is true of the part only
        const isOfPart = claim.text.startsWith('There is too much evidence');
        if (isOfPart) continue;
        if (part === 'supported') supported += 1;
        else open += 1;
        if (part === 'supported' && whole !== 'supported') {
          wrong.push(`${seed}: ${whole}: ${claim.text}`);
        }
        if (part === 'contradicted' && whole === 'supported') {
          wrong.push(`${seed}: contradicted, but ${whole}: ${claim.text}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(supported).toBeGreaterThan(200);
    expect(open).toBeGreaterThan(200);
  });

  it('gives sentences of people no support, and says why', async () => {
    const one = shopCase();
    const { facts } = await inPart(one, 0.5);
    const claim = {
      kind: 'timeline' as const,
      text: 'Checkout was deployed in version 2.4.1.',
      spans: [],
    };

    expect(verifier.verify(claim, facts)).toMatchObject({
      verdict: 'unverified',
      reasons: expect.arrayContaining([
        expect.objectContaining({ check: 'unread', outcome: 'failed' }),
      ]),
    });
  });

  it('holds what is cited before all else', async () => {
    const one = caseOf(3);
    const last = one.evidence.slice(-4).map(({ id }) => id);
    const { read } = await inPart(one, 0.2, last);

    expect(read.nodes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(last),
    );
    expect(read.unread!.size + read.nodes.length).toBe(one.evidence.length);
  });

  it('is the same for the same evidence, and all of it when it fits', async () => {
    const one = caseOf(5);
    const ids = async (share: number) =>
      (await inPart(one, share)).read.nodes.map(({ id }) => id);

    expect(await ids(0.3)).toEqual(await ids(0.3));
    expect((await inPart(one, 1)).read.unread).toBeUndefined();
    expect(await ids(1)).toEqual(one.evidence.map(({ id }) => id));
  });

  it('is told under "Not checked", and that is supported', async () => {
    const one = caseOf(7);
    const { facts } = await inPart(one, 0.3);
    const claim = (await draftOf(one, facts)).find(({ text }) =>
      text.startsWith('There is too much evidence'),
    )!;

    expect(claim.text).toBe(
      `There is too much evidence to read all of it: ${
        facts.unread!.size
      } pieces were left out of this draft.`,
    );
    expect(verifier.verify(claim, facts).verdict).toBe('supported');
    expect(verifier.verify(claim, one.facts).verdict).toBe('contradicted');
  });
});
