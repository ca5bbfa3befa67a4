import {
  postmortemTemplateSchema,
  type PostmortemTemplate,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase, shopTemplate } from '../__testUtils__/shopIncident';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';

const lucky = {
  title: 'Where we got lucky',
  questions: ['What helped by chance?'],
  required: true,
};

const templateWith = (more: object) =>
  postmortemTemplateSchema.parse({
    ...shopTemplate,
    sections: { ...shopTemplate.sections, custom: { 'custom-lucky': lucky } },
    ...more,
  });

const sectionsOf = async (template: PostmortemTemplate) =>
  (await new DeterministicSynthesiser().synthesise({ ...shopCase(), template }))
    .sections;

describe('sections of a template', () => {
  it('are drafted empty, with their title and questions, before the action items', async () => {
    const sections = await sectionsOf(templateWith({}));

    expect(sections.slice(-2).map(({ id }) => id)).toEqual([
      'custom-lucky',
      'actionItems',
    ]);
    expect(sections.at(-2)).toEqual({
      id: 'custom-lucky',
      title: 'Where we got lucky',
      guidance: {
        questions: ['What helped by chance?'],
        required: true,
        evidence: [],
        writer: 'people',
      },
      blocks: [],
    });
  });

  it('stand where the order of the template puts them', async () => {
    const sections = await sectionsOf(
      templateWith({ order: ['custom-lucky', 'summary'] }),
    );

    expect(sections.slice(0, 2).map(({ id }) => id)).toEqual([
      'custom-lucky',
      'summary',
    ]);
  });

  it('are named by an id that begins with custom-', () => {
    const parsed = postmortemTemplateSchema.safeParse({
      ...shopTemplate,
      sections: { ...shopTemplate.sections, custom: { lucky } },
    });

    expect(parsed.success).toBe(false);
  });
});
