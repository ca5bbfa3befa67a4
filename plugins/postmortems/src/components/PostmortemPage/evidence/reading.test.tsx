import { screen, within } from '@testing-library/react';
import type { Reading } from '@postmortems/backstage-plugin-postmortems-common';
import { openPage } from '../__testUtils__/openPage';
import type { ExampleClaim } from '../__testUtils__/postmortem';

const reading: Reading = {
  by: 'grammar',
  assertions: [],
  leftOver: [{ start: 9, end: 16 }],
  summary: 'checkout failed',
};
const claim: ExampleClaim = {
  id: 'c-1',
  text: 'Checkout utterly failed.',
  verdict: 'unverified',
  reading,
};

const findPanel = () =>
  screen.findByRole('region', { name: 'Evidence for this claim' });

function openClaim(part: Partial<ExampleClaim>) {
  return openPage({ claims: [{ ...claim, ...part }], query: '?claim=c-1' });
}

describe('reading of a claim', () => {
  it('marks the words that no code can check', async () => {
    await openPage({ claims: [claim] });

    expect(
      await screen.findByRole('button', { name: /utterly ?\(not checkable\)/ }),
    ).toBeVisible();
    expect(
      screen.getByTitle('No code can check these words'),
    ).toHaveTextContent(/^utterly/);
  });

  it('marks no words of a supported claim', async () => {
    await openClaim({ verdict: 'supported' });
    await findPanel();

    expect(
      screen.queryByTitle('No code can check these words'),
    ).not.toBeInTheDocument();
  });

  it('says what a sentence was read as, by whom, and what is left over', async () => {
    await openClaim({});
    const panel = await findPanel();

    expect(panel).toHaveTextContent('Read as: checkout failed');
    expect(panel).toHaveTextContent('Read automatically, by grammar rules');
    expect(panel).toHaveTextContent('No code can check: “utterly”');
  });

  it('names the person who read it', async () => {
    await openClaim({
      reading: { ...reading, by: 'person', readBy: 'user:default/ada' },
    });

    expect(
      await within(await findPanel()).findByText('Ada Okafor'),
    ).toBeVisible();
  });

  it('says nothing of a sentence of the renderer', async () => {
    await openClaim({
      verdict: 'supported',
      reading: { ...reading, by: 'renderer', leftOver: [] },
    });

    expect(await findPanel()).not.toHaveTextContent('Read as');
  });

  it('puts first what the evidence says instead of a contradicted claim', async () => {
    await openClaim({
      verdict: 'contradicted',
      reasons: [
        { check: 'series', outcome: 'passed', message: 'It is recorded' },
        { check: 'value', outcome: 'failed', message: 'It was 14.2 %' },
      ],
    });
    const panel = await findPanel();

    expect(
      within(panel).getByText('It was 14.2 %').parentElement,
    ).toHaveTextContent('The evidence says otherwise');
    expect(panel.textContent).toMatch(/It was 14\.2 %.*It is recorded/);
  });

  it('names who confirms a claim', async () => {
    await openClaim({ verdict: 'attested', attestedBy: 'user:default/ada' });
    const panel = await findPanel();

    expect(await within(panel).findByText('Ada Okafor')).toBeVisible();
    expect(panel).toHaveTextContent('Confirmed by Ada Okafor');
  });
});
