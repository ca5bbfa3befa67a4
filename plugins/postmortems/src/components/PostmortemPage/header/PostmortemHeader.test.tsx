import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { rulesBroken } from '../../../__testUtils__/examples';
import { postmortemWithClaims } from '../__testUtils__/postmortem';
import { forbidden } from '../../../__testUtils__/errorResponses';
import { chooseAction, openPage } from '../__testUtils__/openPage';

describe('PostmortemHeader', () => {
  it('regenerates the postmortem', async () => {
    const api = await openPage({
      api: {
        regeneratePostmortem: async () =>
          postmortemWithClaims([{ id: 'c-9', text: 'A new claim' }], {
            revision: 3,
          }),
      },
    });
    await chooseAction('Regenerate');

    expect(await screen.findByText('A new claim')).toBeVisible();
    expect(api.regeneratePostmortem).toHaveBeenCalledWith('retro-1');
    expect(
      await screen.findByText('Regenerated from the current evidence'),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Actions' })).toHaveFocus();
  });

  it('says that verdicts are no longer recomputed, and tries again', async () => {
    const parked = '2026-03-02T15:00:00.000Z';
    const api = await openPage({
      fields: { recheckParkedSince: parked },
      api: { retryRecheck: async () => postmortemWithClaims([]) },
    });
    expect(screen.getByText(/Verdicts are no longer recomputed/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(api.retryRecheck).toHaveBeenCalledWith('retro-1');
    await waitFor(() =>
      expect(
        screen.queryByText(/Verdicts are no longer recomputed/),
      ).not.toBeInTheDocument(),
    );
  });

  it('shows when regeneration changed nothing', async () => {
    await openPage({
      api: {
        regeneratePostmortem: async () =>
          postmortemWithClaims([], { revision: 2 }),
      },
    });
    await chooseAction('Regenerate');

    expect(
      await screen.findByText('No changes since this revision'),
    ).toBeVisible();
  });

  it('shows violated rules and missing permissions as text', async () => {
    const errors = [
      await rulesBroken([
        { rule: 'seal.root', message: 'The evidence is not what was sealed' },
      ]),
      await forbidden(),
    ];
    await openPage({
      api: {
        regeneratePostmortem: async () => {
          throw errors.shift();
        },
      },
    });
    await chooseAction('Regenerate');
    expect(
      await screen.findByText('The evidence is not what was sealed'),
    ).toBeInTheDocument();
    await chooseAction('Regenerate');

    expect(
      await screen.findByText('You do not have permission to do this.'),
    ).toBeVisible();
  });

  it('downloads the postmortem as Markdown and JSON', async () => {
    const files: [name: string, content: Blob][] = [];
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function saved(this: HTMLAnchorElement) {
        files[files.length - 1][0] = this.download;
      });
    URL.createObjectURL = content => {
      files.push(['', content as Blob]);
      return 'blob:it';
    };
    URL.revokeObjectURL = () => {};
    await openPage({
      api: {
        exportMarkdown: async () => '# It',
        exportHtml: async () => '<!doctype html>',
        exportJson: async () => ({ formatVersion: 1 } as never),
      },
    });
    await chooseAction('Download as Markdown');
    await waitFor(() => expect(files).toHaveLength(1));
    await chooseAction('Download as HTML');
    await waitFor(() => expect(files).toHaveLength(2));
    await chooseAction('Download as JSON');
    await waitFor(() => expect(files).toHaveLength(3));
    await chooseAction('Download picture (SVG)');
    await waitFor(() => expect(files).toHaveLength(4));

    expect(files.map(([name, { type }]) => [name, type])).toEqual([
      ['INC-7.md', 'text/markdown'],
      ['INC-7.html', 'text/html'],
      ['INC-7.json', 'application/json'],
      ['INC-7.svg', 'image/svg+xml'],
    ]);
    click.mockRestore();
  });

  it('closes the menu with Escape and returns the focus', async () => {
    await openPage();
    const button = await screen.findByRole('button', { name: 'Actions' });
    button.focus();
    await userEvent.keyboard('{Enter}');
    expect(
      screen.getAllByRole('menuitem').map(item => item.textContent),
    ).toEqual([
      'Add a note',
      'Upload a file',
      'Edit incident',
      'Regenerate',
      'Download as Markdown',
      'Download as HTML',
      'Download picture (SVG)',
      'Download as JSON',
      'Erase…',
    ]);
    await userEvent.keyboard('{Escape}');

    await waitFor(() => expect(button).toHaveFocus());
  });
});
