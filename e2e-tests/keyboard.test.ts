import { test } from './support/demo';
import { expect, openAsGuest } from './support/test';

test('whoever opens a form with the keyboard and leaves it again goes on where they were', async ({
  page,
}) => {
  await openAsGuest(page, '/catalog/default/component/checkout/postmortems');
  await page
    .getByRole('link', { name: 'Payments fail: no database connection' })
    .click();
  const add = page.getByRole('button', { name: 'Add an action item' });
  const title = page.getByRole('textbox', { name: /What needs to be done/ });
  for (const leave of ['Escape', 'Enter']) {
    await add.focus();
    await page.keyboard.press('Enter');
    await expect(title).toBeFocused();
    if (leave === 'Enter') {
      await page
        .getByRole('form', { name: 'Add an action item' })
        .getByRole('button', { name: 'Cancel' })
        .focus();
    }
    await page.keyboard.press(leave);
    await expect(add).toBeFocused();
  }

  await page.getByRole('button', { name: 'Actions' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Edit incident' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Edit incident/ });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Half a title');
  await page.mouse.click(5, 5);
  await page.keyboard.press('Escape');
  await expect(dialog).toContainText('You have unsaved changes');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Actions' })).toBeFocused();
});
