import { screen } from '@testing-library/react';
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
