import type {
  Block,
  Section,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { shopCase, shopTemplate } from '../__testUtils__/shopIncident';
import { ClaimVerifier, isUninformative } from '../verification';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';
import { dropUnsupportedClaims } from './dropUnsupportedClaims';

const GUESS = 'checkout broke because inventory 0.9.9 was released by hand.';
const STANDS = ['supported', 'unverified', 'attested'];
const UNCONFIRMED = 'The investigation (3 steps) leaves the cause unconfirmed.';
const FIND = 'Find out why CheckoutErrors fired for checkout';

const blocksOf = (sections: Section[], id: string) =>
  sections.find(section => section.id === id)?.blocks ?? [];
const textsOf = (sections: Section[], id: string) =>
  blocksOf(sections, id).flatMap(({ claims }) =>
    claims.map(({ text }) => text),
  );
function statusOf(sections: Section[]) {
  const [cause] = textsOf(sections, 'rootCause');
  const [block] = blocksOf(sections, 'rootCause');
  return block?.claims.some(({ verdict }) => STANDS.includes(verdict)) &&
    !isUninformative(cause)
    ? 'confirmed'
    : 'undetermined';
}

/** What the synthesiser writes of the shop's incident, with verdicts, and what is left of it in a document. */
async function written(
  trace: { rootCauseHypothesis?: string; contributingFactors?: string[] } = {},
) {
  const one = shopCase({ trace: { contributingFactors: [], ...trace } });
  const input = { ...one, template: shopTemplate };
  const verifier = new ClaimVerifier();
  const verify = (block: DraftBlock): Block => ({
    ...block,
    claims: block.claims.map(claim => ({
      ...claim,
      ...verifier.verify(claim, one.context),
      verifierVersion: verifier.version,
    })),
  });
  const draft = await new DeterministicSynthesiser().synthesise(input);
  const sections: Section[] = draft.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(verify),
  }));
  const leftOf = (edit: (document: Section[]) => void = () => {}) => {
    const document = structuredClone(sections);
    edit(document);
    return dropUnsupportedClaims({
      written: sections,
      document: { sections: document, rootCauseStatus: statusOf(document) },
      input,
      verify,
    });
  };
  return { sections, leftOf };
}

const titlesOf = (sections: Section[]) =>
  blocksOf(sections, 'actionItems').flatMap(
    ({ actionItem }) => actionItem?.title ?? [],
  );

/** What a person puts in the place of the first block of a section; nothing takes it out. */
const edited =
  (id: string, words?: { text: string; verdict: Verdict }) =>
  (document: Section[]) => {
    const [block] = blocksOf(document, id);
    block.author = { type: 'person', ref: 'user:default/ada' };
    block.claims = words ? [{ ...block.claims[0], id: 'own', ...words }] : [];
  };

describe('what rests on a statement', () => {
  it('stays when that stands', async () => {
    const { sections, leftOf } = await written({
      contributingFactors: ['checkout version 2.4.1 replaced version 2.4.0.'],
    });

    expect(leftOf()).toEqual(sections);
    expect(textsOf(sections, 'summary')[1]).toMatch(/^Cause: Version 2\.4\.1/);
    expect(titlesOf(sections).slice(0, 2)).toEqual([
      'Add a release check to checkout that catches the change in version 2.4.1',
      'Remove a contributing factor: checkout version 2.4.1 replaced version 2.4.0',
    ]);
  });

  it('goes with a cause that the evidence does not bear out, and to find the cause is proposed', async () => {
    const { sections, leftOf } = await written({ rootCauseHypothesis: GUESS });
    const left = leftOf();

    expect(textsOf(sections, 'summary')[1]).toBe(`Cause: ${GUESS}`);
    expect(textsOf(left, 'summary')).toEqual([
      textsOf(sections, 'summary')[0],
      UNCONFIRMED,
      ...textsOf(sections, 'summary').slice(2),
    ]);
    expect(titlesOf(left)).toEqual([
      FIND,
      'Make CheckoutErrors fire for checkout within 5 minutes',
      'Collect telemetry of storefront',
    ]);
    expect(JSON.stringify(blocksOf(left, 'actionItems'))).not.toContain(
      '0.9.9',
    );
    // It is shown for what it is, and nothing as its confirmation
    expect(textsOf(left, 'rootCause')).toEqual([
      GUESS,
      'Found by log inspection: “3 rejected orders say that field currency is missing”.',
      'Found by deployment check: “version 2.4.1 was deployed before the first error”.',
    ]);
    const others = left
      .flatMap(({ blocks }) => blocks)
      .flatMap(({ claims }) => claims)
      .filter(({ text }) => text !== GUESS);
    expect(others.filter(({ verdict }) => verdict !== 'supported')).toEqual([]);
  });

  it('keeps the id of its block, so that the words of a person stay in their place', async () => {
    const { sections, leftOf } = await written({ rootCauseHypothesis: GUESS });
    const ids = (of: Section[]) =>
      ['summary', 'rootCause'].flatMap(id =>
        blocksOf(of, id).map(block => block.id),
      );

    expect(ids(leftOf())).toEqual(ids(sections));
  });

  it('goes with a contributing factor that does not stand', async () => {
    const { leftOf } = await written({
      contributingFactors: [
        'checkout version 2.4.1 replaced version 2.4.0.',
        'Nobody tests stock lookups under load.',
      ],
    });

    expect(titlesOf(leftOf()).filter(title => /factor/.test(title))).toEqual([
      'Remove a contributing factor: checkout version 2.4.1 replaced version 2.4.0',
    ]);
  });

  it('goes with what a person took out', async () => {
    const { leftOf } = await written({
      contributingFactors: ['checkout version 2.4.1 replaced version 2.4.0.'],
    });
    const left = leftOf(document => {
      edited('rootCause')(document);
      edited('contributingFactors')(document);
    });

    expect(textsOf(left, 'summary')[1]).toBe(UNCONFIRMED);
    expect(titlesOf(left)[0]).toBe(FIND);
    expect(titlesOf(left).join()).not.toMatch(/release check|factor/);
  });

  it('goes when a person says that nobody knows the cause', async () => {
    const { leftOf } = await written();
    const left = leftOf(
      edited('rootCause', {
        text: 'The cause is undetermined.',
        verdict: 'attested',
      }),
    );

    expect(textsOf(left, 'summary')[1]).toBe(UNCONFIRMED);
    expect(titlesOf(left)[0]).toBe(FIND);
  });

  it('stays when a person vouches for the cause, but for what the evidence does not say', async () => {
    const { leftOf } = await written({ rootCauseHypothesis: GUESS });
    const left = leftOf(
      edited('rootCause', { text: GUESS, verdict: 'attested' }),
    );

    expect(textsOf(left, 'summary').join(' ')).not.toMatch(/Cause:|leaves/);
    expect(titlesOf(left)[0]).toBe(`Fix the cause: ${GUESS.slice(0, -1)}`);
    expect(titlesOf(left)).not.toContain(FIND);
  });

  it('stays when a person puts other words for a cause that stands, and goes when they replace one that does not', async () => {
    const own = edited('rootCause', {
      text: 'The release of checkout was wrong.',
      verdict: 'attested',
    });
    const supported = (await written()).leftOf(own);
    const guessed = (await written({ rootCauseHypothesis: GUESS })).leftOf(own);

    expect(titlesOf(supported)[0]).toMatch(/^Add a release check/);
    expect(textsOf(guessed, 'summary').join(' ')).not.toMatch(/Cause:|leaves/);
    expect(titlesOf(guessed)).toEqual([
      'Make CheckoutErrors fire for checkout within 5 minutes',
      'Collect telemetry of storefront',
    ]);
  });
});
