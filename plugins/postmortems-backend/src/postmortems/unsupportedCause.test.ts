import type {
  ActionItemRecord,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  shopEvidence,
  shopIncident,
  shopTrace,
} from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

const GUESS = 'checkout broke because inventory 0.9.9 was released by hand.';
/** What a person can confirm: the evidence says nothing against it. */
const WORDS = 'checkout broke after somebody had turned a switch.';
const FIND = 'Find out why CheckoutErrors fired for checkout';
const { key } = shopIncident;

describe('unsupported cause', () => {
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  let document: Postmortem;

  beforeEach(async () => {
    backend = await startPostmortems();
    const { api } = backend;
    const { title, severity, services, startedAt, resolvedAt } = shopIncident;
    const times = { startedAt, resolvedAt };
    await api.post('/incidents', { key, title, severity, services, ...times });
    await api.post(`/incidents/${key}/evidence`, { nodes: shopEvidence });
    await api.post(`/incidents/${key}/traces`, {
      ...shopTrace,
      rootCauseHypothesis: GUESS,
      contributingFactors: [],
    });
    ({ body: document } = await api.post(`/incidents/${key}/postmortems`, {}));
  });
  afterEach(() => backend.stop());

  const textsOf = ({ sections }: Postmortem, section: string) =>
    sections
      .find(({ id }) => id === section)!
      .blocks.flatMap(({ claims }) => claims.map(({ text }) => text));
  const itemsOf = async (): Promise<ActionItemRecord[]> =>
    (await backend.api.get(`/action-items?postmortemId=${document.id}`)).body
      .items;
  const titles = async () => (await itemsOf()).map(({ title }) => title);

  it('is shown as unsupported, and nothing is derived from it', async () => {
    expect(document.rootCauseStatus).toBe('undetermined');
    expect(textsOf(document, 'rootCause')[0]).toBe(GUESS);
    expect(textsOf(document, 'summary')[1]).toBe(
      'The investigation (3 steps) leaves the cause unconfirmed.',
    );
    expect(await titles()).toContain(FIND);
    expect((await titles()).join()).not.toContain('0.9.9');
  });

  it('is replaced by a confirmed cause, until that is removed', async () => {
    const { api } = backend;
    const [block] = document.sections.find(
      ({ id }) => id === 'rootCause',
    )!.blocks;
    const edit = async (baseRevision: number, claims: object[]) => {
      const path = `/postmortems/${document.id}/blocks/${block.id}`;
      const { status } = await api.put(
        path,
        { baseRevision, claims },
        asUser('ada'),
      );
      expect(status).toBe(200);
      const { body } = await api.post(
        `/postmortems/${document.id}/regenerate`,
        {},
      );
      return body as Postmortem;
    };
    const { spans } = block.claims[0];
    const confirmed = await edit(document.revision, [
      { text: WORDS, kind: 'root_cause', spans, attest: true },
    ]);

    expect(confirmed.rootCauseStatus).toBe('confirmed');
    expect(textsOf(confirmed, 'rootCause')[0]).toBe(WORDS);
    expect(textsOf(confirmed, 'summary').join()).not.toMatch(/unconfirmed/);
    expect(await titles()).not.toContain(FIND);

    const without = await edit(confirmed.revision, []);
    expect(without.rootCauseStatus).toBe('undetermined');
    expect(textsOf(without, 'summary')[1]).toMatch(/unconfirmed/);
    expect(await titles()).toContain(FIND);
    expect((await titles()).join()).not.toContain('0.9.9');
  });
});
