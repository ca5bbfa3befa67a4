import type {
  Block,
  Claim,
  Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { shopCase, shopTemplate } from '../__testUtils__/shopIncident';
import {
  ClaimVerifier,
  DEFAULT_SEARCH,
  findCandidateCauses,
} from '../verification';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';
import { dropUnsupportedClaims } from './dropUnsupportedClaims';

const FACTOR = 'checkout version 2.4.1 replaced version 2.4.0.';
const FIND = 'Find out why CheckoutErrors fired for checkout';

const blocksOf = (sections: Section[], id: string) =>
  sections.find(section => section.id === id)?.blocks ?? [];
const titlesOf = (sections: Section[]) =>
  blocksOf(sections, 'actionItems').flatMap(
    ({ actionItem }) => actionItem?.title ?? [],
  );

/** What the synthesiser writes of the shop's incident, with verdicts, and what is left of it in a document. */
async function written() {
  const one = shopCase({ trace: { contributingFactors: [FACTOR] } });
  const { facts, incident } = one;
  const causes = findCandidateCauses({ ...DEFAULT_SEARCH, facts, incident });
  const input = { ...one, template: shopTemplate, causes };
  const verifier = new ClaimVerifier();
  const verify = ({ more: _, ...block }: DraftBlock): Block => ({
    ...block,
    claims: block.claims.map(claim => ({
      ...claim,
      ...verifier.verify(claim, facts),
      verifierVersion: verifier.version,
    })),
  });
  const draft = await new DeterministicSynthesiser().synthesise(input);
  const sections: Section[] = draft.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(verify),
  }));
  const leftOf = (
    options: { edit?: (document: Section[]) => void; confirmed?: Claim } = {},
  ) => {
    const document = structuredClone(sections);
    options.edit?.(document);
    return dropUnsupportedClaims({
      written: sections,
      sections: document,
      confirmed: options.confirmed,
      input,
      verify,
    });
  };
  return { sections, leftOf };
}

describe('action items of a draft', () => {
  it('propose to find the cause while none is confirmed', async () => {
    const { sections, leftOf } = await written();
    expect(leftOf()).toEqual(sections);
    expect(titlesOf(sections).slice(0, 2)).toEqual([
      FIND,
      `Remove a contributing factor: ${FACTOR.slice(0, -1)}`,
    ]);
  });

  it('follow from the cause that a person confirms', async () => {
    const { sections, leftOf } = await written();
    const [confirmed] = blocksOf(sections, 'rootCause')[0].claims;
    const titles = titlesOf(leftOf({ confirmed }));
    expect(titles).not.toContain(FIND);
    expect(titles[0]).toBe(
      'Add a release check to checkout that catches the change in version 2.4.1',
    );
  });

  it('do not follow from a factor that a person took out', async () => {
    const { leftOf } = await written();
    const left = leftOf({
      edit: document => {
        const [block] = blocksOf(document, 'contributingFactors');
        block.author = { type: 'person', ref: 'user:default/ada' };
        block.claims = [];
      },
    });
    expect(titlesOf(left).join()).not.toMatch(/factor/);
  });
});
