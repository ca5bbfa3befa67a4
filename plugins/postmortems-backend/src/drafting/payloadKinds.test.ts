import { mockServices } from '@backstage/backend-test-utils';
import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase, shopTemplate } from '../__testUtils__/shopIncident';
import { type PayloadKinds, readPayloadKinds } from '../payloadKinds';
import { ClaimVerifier, SealedFacts } from '../verification';
import { contentHashOf } from '../evidence';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';

const shop = shopCase();

/** The shop's evidence with a ticket, and the texts and verdicts of what is drafted of it. */
async function draftedWith(
  payload: object,
  payloadKinds: PayloadKinds = new Map(),
) {
  const base = shop.evidence[0];
  const ticket = { ...base, id: 'ticket/1', sourceType: 'telemetry', payload };
  const node = {
    ...ticket,
    provider: 'helpdesk',
    contentHash: contentHashOf(ticket as EvidenceNode),
  } as EvidenceNode;
  const evidence = [...shop.evidence, node];
  const { sections } = await new DeterministicSynthesiser().synthesise({
    ...shop,
    evidence,
    template: shopTemplate,
    payloadKinds,
  });
  const facts = new SealedFacts({
    seal: shop.seal,
    services: shop.facts.services,
    evidence: evidence.map(one => ({
      ...one,
      contentHash: contentHashOf(one),
    })),
    payloadKinds,
  });
  return sections
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims, more }) => [...claims, ...(more?.claims ?? [])])
    .filter(({ spans }) =>
      spans.some(({ evidenceId }) => evidenceId === 'ticket/1'),
    )
    .map(claim => ({
      text: claim.text,
      verdict: new ClaimVerifier().verify(claim, facts).verdict,
    }));
}

const TICKET = {
  kind: 'ticket',
  subject: 'Customers cannot pay',
  opened: '2026-03-02T14:11:00.000Z',
  priority: 'high',
};

const configured = (payloadKind: object) =>
  readPayloadKinds(
    mockServices.rootConfig({
      data: { postmortems: { payloadKinds: [{ ...payloadKind }] } },
    }),
  );

describe('evidence of a kind that the product does not know', () => {
  it('is quoted by its first field with words, and named as not interpreted', async () => {
    expect(await draftedWith(TICKET)).toEqual([
      expect.objectContaining({
        text: expect.stringContaining('“Customers cannot pay”'),
        verdict: 'supported',
      }),
      {
        text: '1 piece of evidence of the kind “ticket” was quoted, not interpreted.',
        verdict: 'supported',
      },
    ]);
  });

  it('is quoted with the rows of its tables, wherever they stand', async () => {
    const [told, named, ...others] = await draftedWith({
      kind: 'outage_page',
      component: 'Pay (north)',
      table: {
        columns: ['at', 'text'],
        rows: [
          ['14:11', 'Pay fails'],
          ['14:40', 'It was a false alarm'],
        ],
      },
      counted: { entries: [{ what: 'customers', number: 113 }] },
    });

    expect(told.verdict).toBe('supported');
    expect(told.text).toContain(
      '“Pay (north)”; “14:11 · Pay fails”; “14:40 · It was a false alarm”; “customers · 113”',
    );
    expect(named).toEqual({
      text: '1 piece of evidence of the kind “outage_page” was quoted, not interpreted.',
      verdict: 'supported',
    });
    expect(others).toEqual([]);
  });

  it('is quoted by its first row where it has nothing but a table', async () => {
    const rows = Array.from({ length: 9 }, (_, index) => [
      `row ${index}`,
      index,
    ]);

    expect((await draftedWith({ kind: 'list', rows }))[0].text).toContain(
      ': “row 0 · 0”; “row 1 · 1”; “row 2 · 2”; “row 6 · 6”; “row 7 · 7”; “row 8 · 8”',
    );
  });

  it('is named as not used where it has no words of its own to quote', async () => {
    const table = { rows: [['14:11', 12]], ids: ['a81', 'b2'] };

    expect(await draftedWith({ kind: 'outage_page', table })).toEqual([
      {
        text: '1 piece of evidence of the kind “outage_page” was not used.',
        verdict: 'supported',
      },
    ]);
  });

  it('is told by its title, time and severity where configuration describes it', async () => {
    const kinds = configured({
      kind: 'ticket',
      name: 'the help desk',
      title: '/subject',
      time: '/opened',
      severity: '/priority',
    });
    const [told, ...others] = await draftedWith(TICKET, kinds);

    expect(others).toEqual([]);
    expect(told.verdict).toBe('supported');
    expect(told.text).toMatch(
      /14:11 UTC.*the help desk.*“Customers cannot pay”/,
    );
    expect(told.text).toContain('“high”');
  });

  it('refuses a description with an unknown field, with its place', () => {
    expect(() => configured({ kind: 'ticket', title: 'subject' })).toThrow(
      /postmortems\.payloadKinds\[0\]\.title/,
    );
  });
});
