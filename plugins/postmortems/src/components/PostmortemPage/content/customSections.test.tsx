import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage } from '../__testUtils__/openPage';

const sections = [
  {
    id: 'custom-lucky',
    title: 'Where we got lucky',
    guidance: { questions: ['What helped by chance?'], required: true },
    blocks: [],
  },
];

describe('a section of the template', () => {
  it('shows its questions to who may write', async () => {
    await openPage({ claims: [], fields: { sections } });

    expect(await screen.findByText('What helped by chance?')).toBeVisible();
    expect(screen.getByText('Required before approval.')).toBeVisible();
    expect(
      screen.getByRole('button', {
        name: 'Add a sentence to “Where we got lucky”',
      }),
    ).toBeVisible();
  });

  it('offers the evidence that feeds it, and all other after a choice', async () => {
    const [section] = sections;
    const guidance = { ...section.guidance, evidence: ['chat', 'deployment'] };
    const api = await openPage({
      claims: [],
      fields: { sections: [{ ...section, guidance }] },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Insert from evidence in “Where we got lucky”',
      }),
    );
    const listed = () => api.listEvidence.mock.lastCall?.[1]?.sourceType;
    const type = await screen.findByRole('combobox', { name: 'Type' });

    expect(type).toHaveDisplayValue('For this section');
    expect(listed()).toEqual(['chat', 'deployment']);
    await userEvent.selectOptions(type, 'All');
    await waitFor(() => expect(listed()).toBeUndefined());
  });

  it('is not shown to readers while nothing stands in it', async () => {
    await openPage({
      claims: [],
      fields: { sections, incidentKey: 'INC-9' },
      denied: ['postmortems.postmortem.update'],
    });

    expect(
      await screen.findByText('Select a claim to see its evidence.'),
    ).toBeVisible();
    expect(screen.queryByText('Where we got lucky')).not.toBeInTheDocument();
  });
});
