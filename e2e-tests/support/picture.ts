import type { Page } from '@playwright/test';

/** Takes a picture for the docs, in which nothing moves and no pointer hovers. */
export async function picture(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: `docs/images/${name}.png`,
    animations: 'disabled',
    caret: 'hide',
  });
}
