import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage } from '../__testUtils__/openPage';

// A file of its own: permissions that were granted are remembered for a while
it('offers no erasure without the permission', async () => {
  await openPage({ denied: ['postmortems.erasure.manage'] });
  await userEvent.click(await screen.findByRole('button', { name: 'Actions' }));
  await screen.findByRole('menuitem', { name: 'Edit incident' });
  expect(screen.queryByRole('menuitem', { name: 'Erase…' })).toBeNull();
});
