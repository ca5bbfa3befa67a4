import type { AuditEntry } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage } from '../__testUtils__/openPage';
import { exampleBlock } from '../__testUtils__/postmortem';

let nextId = 100;

const entry = (fields: Partial<AuditEntry>): AuditEntry => {
  nextId -= 1;
  return {
    id: nextId,
    at: new Date(Date.now() - 3 * 60_000).toISOString(),
    actor: 'user:default/ada',
    actorKind: 'person',
    action: 'incident.update',
    subjectId: 'INC-7',
    changes: [],
    details: {},
    ...fields,
  };
};

async function openActivity(items: AuditEntry[], more = {}) {
  const api = await openPage({
    query: '?view=activity',
    fields: {
      sections: [
        {
          id: 'rootCause',
          title: 'Root cause',
          blocks: [
            exampleBlock(
              { id: 'c-1', text: 'The pool was full.', blockId: 'block-1' },
              'paragraph',
            ),
          ],
        },
      ],
    },
    api: {
      listActivity: async () => ({ items, pageInfo: {} }),
      listRevisions: async () => ({ items: [], pageInfo: {} }),
      ...more,
    },
  });
  const list = await screen.findByRole('list', { name: 'Activity' });
  await within(list).findAllByText('Ada Okafor');
  return { api, list };
}

/** The entries as a reader sees them. */
const told = (list: HTMLElement) =>
  [...list.children].map(({ textContent }) => textContent);

it('tells who changed what, and from what to what', async () => {
  const { list } = await openActivity([
    entry({
      changes: [
        { field: 'severity', from: 'sev2', to: 'sev1' },
        { field: 'title', from: { characters: 3 }, to: { characters: 4 } },
        { field: 'resolvedAt', to: '2026-03-02T15:00:00.000Z' },
        { field: 'participants', from: 'user:default/ada' },
      ],
    }),
    entry({
      actor: 'source:prometheus',
      actorKind: 'module',
      action: 'evidence.insert',
      details: { created: 2, requestedBy: 'user:default/ada' },
    }),
    entry({
      actor: 'postmortems:recheck',
      actorKind: 'system',
      action: 'postmortem.revise',
      changes: [
        { field: 'revision', from: 1, to: 2 },
        { field: 'supported', from: 8, to: 7 },
      ],
      details: { revision: 2, author: 'deterministic' },
    }),
    entry({
      action: 'postmortem.transition',
      changes: [{ field: 'status', from: 'draft', to: 'in_review' }],
      details: { revision: 2, reason: 'Please look' },
    }),
    entry({ action: 'thing.invented' }),
  ]);
  const texts = told(list);
  expect(texts[0]).toMatch(/^Ada Okafor changed the incident\./);
  expect(
    within(list)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(
    expect.arrayContaining([
      'Severity: SEV2 → SEV1',
      'Title reworded',
      'Resolved: 2026-03-02 15:00 UTC',
      'Participants: Ada Okafor → none',
    ]),
  );
  expect(texts[0]).toMatch(/3 minutes ago · \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  expect(texts[1]).toMatch(
    /^prometheus \(source\) added 2 pieces of evidence\..*asked for by Ada Okafor$/,
  );
  expect(texts[2]).toMatch(
    /^The verdict check recomputed the verdicts, and some changed\.Supported claims: 8 → 7/,
  );
  expect(texts[3]).toMatch(
    /^Ada Okafor moved the postmortem from “Draft” to “In review”\.“Please look”/,
  );
  expect(texts[4]).toMatch(/^Ada Okafor did “thing\.invented”\./);
});

it('leads to the revision and to the claim of an edit', async () => {
  const edit = entry({
    action: 'postmortem.revise',
    changes: [{ field: 'revision', from: 2, to: 3 }],
    details: {
      revision: 3,
      author: 'person',
      sections: ['rootCause'],
      blocks: ['block-1'],
    },
  });
  const { list } = await openActivity([edit]);
  expect(told(list)[0]).toMatch(/^Ada Okafor edited “Root cause”\./);

  await userEvent.click(
    within(list).getByRole('button', { name: 'Show in the postmortem' }),
  );
  expect(
    await screen.findByRole('tabpanel', { name: 'Postmortem' }),
  ).toBeVisible();
  expect(
    await screen.findByRole('button', { name: 'Close evidence' }),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('tab', { name: 'Activity' }));
  await userEvent.click(
    await screen.findByRole('button', { name: 'Revision 3' }),
  );
  expect(screen.getByRole('tab', { name: 'History' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

it('says so when it cannot be loaded, and tries again', async () => {
  const answers = [
    async () => {
      throw new Error('cut off');
    },
    async () => ({ items: [entry({})], pageInfo: {} }),
  ];
  await openPage({
    query: '?view=activity',
    api: { listActivity: async () => answers.shift()!() },
  });
  await userEvent.click(await screen.findByRole('button', { name: /again/i }));
  expect(await screen.findByRole('list', { name: 'Activity' })).toBeVisible();
});
