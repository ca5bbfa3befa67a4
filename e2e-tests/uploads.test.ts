import {
  expectAccessible,
  expectNoSidewaysScroll,
  inTheme,
  keepPicture,
  THEMES,
} from './support/accessible';
import { machineOf } from './support/apiClient';
import { comeBackAs, expect, openAsGuest, test } from './support/test';

const START = '2026-03-02T14:00:00.000Z';

/** A trace with a step that found something, and one whose tool gave no answer. */
const traceOf = (traceId: string) => ({
  traceId,
  provider: 'triage',
  investigator: 'Triage agent',
  license: 'CC-BY-4.0',
  rootCauseHypothesis: 'The pool of connections was exhausted.',
  supportingEvidence: ['logs'],
  contributingFactors: [],
  steps: [
    {
      stepId: 'logs',
      action: 'inspect_log',
      input: { tool: 'get_logs', pod: 'checkout-1' },
      output: 'pool exhausted: 50 of 50 connections in use',
      validation: {
        passed: true,
        rule: 'output contains "pool exhausted"',
        explanation: 'pool exhausted: 50 of 50 connections in use',
      },
      nextStep: null,
    },
    {
      stepId: 'dns',
      action: 'correlate_event',
      input: { tool: 'resolve', name: 'orders-db' },
      output: { notRecorded: true },
      validation: {
        passed: false,
        rule: 'the tool answers',
        explanation: 'What the tool answered was not recorded',
      },
      nextStep: null,
    },
  ],
});

for (const theme of THEMES) {
  test(`a file is uploaded from the page of a postmortem in the ${theme} theme`, async ({
    page,
    backend,
  }) => {
    const call = machineOf(backend);
    const key = `INC-UPLOAD-${theme}`;
    await call('POST', '/incidents', {
      key,
      title: 'Checkout is slow',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: START,
      resolvedAt: '2026-03-02T15:00:00.000Z',
    });
    const { id } = await call('POST', `/incidents/${key}/postmortems`, {});
    await inTheme(page, theme);
    await openAsGuest(page, `/postmortems/${id}`);
    await comeBackAs(page, 'administrator');

    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Upload a file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Upload a file' });
    const format = dialog.getByRole('combobox', { name: 'Format' });
    await expect(format).toBeFocused();
    await format.selectOption('Investigation trace (JSON)');
    await dialog.getByLabel('File').setInputFiles({
      name: 'trace.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(traceOf(`upload-${theme}`))),
    });
    await page.waitForTimeout(500);
    await expectAccessible(page, '[role=dialog]');
    await keepPicture(page, `upload-${theme}`);
    await page.setViewportSize({ width: 800, height: 900 });
    await keepPicture(page, `upload-${theme}-800`);
    await page.setViewportSize({ width: 1400, height: 900 });
    await dialog.getByRole('button', { name: 'Upload' }).click();

    const result = page.getByRole('dialog', { name: 'Uploaded' });
    await expect(result).toContainText('1 investigation was added');
    await page.waitForTimeout(500);
    await expectAccessible(page, '[role=dialog]');
    await keepPicture(page, `uploaded-${theme}`);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^Evidence was added/)).toBeVisible();
    await page
      .getByRole('status')
      .getByRole('button', { name: 'Regenerate' })
      .click();

    await page.getByRole('tab', { name: 'Investigation' }).click();
    await expect(page.getByText('Not checked', { exact: true })).toBeVisible();
    await expect(page.getByText('License: CC-BY-4.0')).toBeVisible();
    await page.getByRole('button', { name: 'Details' }).click();
    await expectAccessible(page);
    await keepPicture(page, `investigation-${theme}`);
    await page.setViewportSize({ width: 800, height: 900 });
    await expectNoSidewaysScroll(page);
    await keepPicture(page, `investigation-${theme}-800`);
  });
}
