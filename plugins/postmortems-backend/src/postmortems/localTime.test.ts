import { TestDatabases } from '@backstage/backend-test-utils';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import {
  blocksOf,
  caller,
  callers,
  draftPostmortem,
  editTo,
  startServices,
} from '../__testUtils__/services';
import { shopTemplate } from '../__testUtils__/shopIncident';

jest.setTimeout(20_000);

const textsOf = (document: Postmortem) =>
  blocksOf(document).flatMap(({ claims }) => claims.map(({ text }) => text));

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const templateWith = (format: 'local' | 'utc') => {
  const template = structuredClone(shopTemplate);
  template.sections.timeline.format = format;
  return template;
};

async function draftWith(format: 'local' | 'utc') {
  const knex = await databases.init('SQLITE_3');
  const backend = await startServices(knex, { template: templateWith(format) });
  return { backend, document: await draftPostmortem(backend) };
}

describe('times of a postmortem', () => {
  it('are those of the owning group, and name its zone', async () => {
    const { document } = await draftWith('local');
    const texts = textsOf(document);

    expect(document.timeZone).toBe('Europe/Berlin');
    expect(texts).toContain('15:02 CET: The incident started.');
    expect(texts.join('\n')).toContain(
      'from 2026-03-02 15:02 CET to 15:31 CET.',
    );
    expect(texts.join('\n')).not.toContain('UTC');
    expect(
      blocksOf(document).find(({ timeline }) => timeline)!.timeline,
    ).toMatchObject({ at: '2026-03-02T14:00:00.000Z', label: '15:00 CET' });
  });

  it('stay in that zone when somebody edits', async () => {
    const { backend, document } = await draftWith('local');
    const [block] = blocksOf(document);
    const postmortem = await backend.editing.editBlock({
      id: document.id,
      blockId: block.id,
      edit: editTo(1, 'Orders failed.'),
      caller,
    });
    expect(postmortem.timeZone).toBe('Europe/Berlin');
    expect(
      await backend.postmortems.regenerate({ id: document.id, ...callers }),
    ).toMatchObject({ timeZone: 'Europe/Berlin' });
  });

  it('label what a person adds to the timeline like its other entries', async () => {
    const { backend, document } = await draftWith('local');
    const add = async (at: string) => {
      const { sections } = await backend.editing.addBlock({
        id: document.id,
        sectionId: 'timeline',
        block: {
          at,
          after: null,
          claims: [
            { text: 'Bo woke up.', kind: 'timeline', spans: [], attest: true },
          ],
        },
        caller,
      });
      return sections.find(({ id }) => id === 'timeline')!.blocks[0].timeline;
    };
    expect(await add('2026-03-02T14:05:20.000Z')).toMatchObject({
      label: '15:05 CET',
    });
    expect(await add('2026-03-01T23:30:00.000Z')).toMatchObject({
      label: '00:30 CET',
    });
    expect(await add('2026-03-01T14:05:00.000Z')).toMatchObject({
      label: '2026-03-01 15:05 CET',
    });
  });

  it('are in UTC when the template says so', async () => {
    const { document } = await draftWith('utc');
    expect(document.timeZone).toBeUndefined();
    expect(textsOf(document)).toContain('14:02 UTC: The incident started.');
  });
});
