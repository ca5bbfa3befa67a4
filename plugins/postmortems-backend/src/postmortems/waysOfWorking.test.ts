import { TestDatabases } from '@backstage/backend-test-utils';
import { submitTraceSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { Categories, DEFAULT_CATEGORIES } from '../categories';
import {
  caller,
  callers,
  draftPostmortem,
  editTo,
  startServices,
} from '../__testUtils__/services';
import {
  shopIncident,
  shopTemplate,
  shopTrace,
} from '../__testUtils__/shopIncident';
import { BlockCategoryService } from './BlockCategoryService';

jest.setTimeout(20_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const template = {
  ...shopTemplate,
  sections: { ...shopTemplate.sections, waysOfWorking: {} },
};

async function withCategorisedFactor() {
  const knex = await databases.init('SQLITE_3');
  const backend = await startServices(knex, { template });
  const { key } = shopIncident;
  const { id } = await draftPostmortem(backend);
  await backend.traces.submit({
    key,
    trace: submitTraceSchema.parse(shopTrace),
    ...callers,
  });
  const document = await backend.postmortems.regenerate({ id, ...callers });
  const sectionOf = (
    postmortem: typeof document,
    section: string,
  ): string[] | undefined =>
    postmortem.sections
      .find(one => one.id === section)
      ?.blocks.flatMap(({ claims }) => claims.map(({ text }) => text));
  const [factor] = document.sections.find(
    one => one.id === 'contributingFactors',
  )!.blocks;
  const categories = new BlockCategoryService({
    ...backend.stores,
    categories: new Categories(DEFAULT_CATEGORIES),
  });
  const categorise = async (category: string) => {
    const current = await backend.postmortems.get({ id, caller });
    await categories.setCategory({
      id,
      blockId: factor.id,
      choice: { category, baseRevision: current.revision },
      caller,
    });
    return backend.postmortems.regenerate({ id, ...callers });
  };
  return { backend, document, factor, sectionOf, categorise };
}

describe('ways of working', () => {
  it('has no heading before a factor has the category of processes', async () => {
    const { document, sectionOf } = await withCategorisedFactor();
    expect(sectionOf(document, 'waysOfWorking')).toBeUndefined();
  });

  it('takes a factor in when it is written again after it got the category, and gives it back', async () => {
    const { factor, sectionOf, categorise } = await withCategorisedFactor();
    const [{ text }] = factor.claims;

    const moved = await categorise('process');
    expect(sectionOf(moved, 'waysOfWorking')).toEqual([text]);
    expect(sectionOf(moved, 'contributingFactors')).toEqual([]);

    const back = await categorise('change');
    expect(sectionOf(back, 'waysOfWorking')).toBeUndefined();
    expect(sectionOf(back, 'contributingFactors')).toEqual([text]);
  });

  it('takes in what a person made of the factor, once', async () => {
    const { backend, document, factor, sectionOf, categorise } =
      await withCategorisedFactor();
    const words = 'Releases of checkout had no canary.';
    await backend.editing.editBlock({
      id: document.id,
      blockId: factor.id,
      edit: editTo(document.revision, words, { kind: 'contributing_factor' }),
      caller,
    });

    const moved = await categorise('process');
    expect(sectionOf(moved, 'waysOfWorking')).toEqual([words]);
    expect(sectionOf(moved, 'contributingFactors')).toEqual([]);
    expect(sectionOf(await categorise('data'), 'contributingFactors')).toEqual([
      words,
    ]);
  });
});
