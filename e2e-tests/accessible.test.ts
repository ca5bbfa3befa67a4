import type { Page } from '@playwright/test';
import {
  expectAccessible,
  inTheme,
  keepPicture,
  THEMES,
} from './support/accessible';
import { test } from './support/demo';
import { expect, openAsGuest } from './support/test';

const SERVICE = '/catalog/default/component/checkout/postmortems';

/** Where people meet the product besides its own pages, and its forms. */
const PLACES: Record<string, (page: Page) => Promise<string>> = {
  tab: async page => {
    await page.goto(SERVICE);
    await expect(
      page.getByRole('link', {
        name: 'Checkout rejects a third of all orders',
      }),
    ).toBeVisible();
    return 'main';
  },
  'start-dialog': async page => {
    await page.goto(SERVICE);
    await page.getByRole('button', { name: /^Start a postmortem/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    return '[role=dialog]';
  },
  'template-form': async page => {
    await page.goto(SERVICE);
    await page.getByRole('button', { name: 'Start from a template' }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
    return 'form';
  },
  'action-item-form': async page => {
    await page.goto(SERVICE);
    await page
      .getByRole('link', { name: 'Checkout rejects a third of all orders' })
      .click();
    await page.getByRole('button', { name: 'Add an action item' }).click();
    await expect(
      page.getByRole('form', { name: 'Add an action item' }),
    ).toBeVisible();
    return 'main';
  },
  'home-widget': async page => {
    await page.goto('/');
    await expect(
      page.getByRole('link', { name: 'All postmortems' }),
    ).toBeVisible();
    return '.react-grid-item';
  },
};

for (const theme of THEMES) {
  test(`tab, forms and widget are accessible in the ${theme} theme`, async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await inTheme(page, theme);
    await openAsGuest(page, SERVICE);
    for (const [name, open] of Object.entries(PLACES)) {
      const part = await open(page);
      // Nothing is judged in the middle of fading in
      await page.waitForTimeout(500);
      await expectAccessible(page, part);
      await keepPicture(page, `${name}-${theme}`);
    }
  });
}
