import type { Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  checkoutEntity,
  exampleIncident,
  examplePostmortem,
} from '../../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { StartDialog } from '../start/StartDialog';
import { enterText } from '../../../__testUtils__/enterText';

function entity(kind: string, name: string, partOf?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: partOf ? [{ type: 'partOf', targetRef: partOf }] : [],
  };
}

export const ordering = entity('System', 'ordering');
export const entities = [
  checkoutEntity,
  ordering,
  entity('Component', 'basket', 'system:default/ordering'),
  entity('Component', 'stock', 'system:default/ordering'),
  entity('Group', 'sre-team'),
  {
    ...entity('User', 'ada'),
    spec: { profile: { displayName: 'Ada Okafor' } },
  },
];

export async function renderDialog(
  expected: Partial<PostmortemsApi>,
  on: Entity = checkoutEntity,
  catalog = catalogApiMock({ entities }),
) {
  const api = fakePostmortemsApi(expected);
  const onWritten = jest.fn();
  const onClose = jest.fn();
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [catalogApiRef, catalog],
      ]}
    >
      <StartDialog
        entity={on}
        incidents={[exampleIncident({ key: 'INC-9', title: 'Old one' })]}
        onWritten={onWritten}
        onClose={onClose}
      />
    </TestApiProvider>,
  );
  return { api, onWritten, onClose };
}

/** A refusal as the client throws it. */
export function refused(status: number, error: object) {
  return ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: status } }), {
      status,
      headers: { 'content-type': 'application/json' },
    }) as Parameters<typeof ResponseError.fromResponse>[0],
  );
}

export function setTime(label: RegExp, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

export async function choose(field: RegExp, typed: string, option: RegExp) {
  await userEvent.type(screen.getByRole('combobox', { name: field }), typed);
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

export async function fillIncident() {
  await userEvent.type(screen.getByLabelText(/Incident key/), 'INC-7');
  await enterText(screen.getByLabelText(/Title/), 'Checkout fails');
  await userEvent.selectOptions(screen.getByLabelText(/Severity/), 'sev1');
  setTime(/Started/, '2026-03-02T14:07');
  setTime(/Resolved/, '2026-03-02T15:12:30');
}

export function submit() {
  return userEvent.click(screen.getByRole('button', { name: 'Start' }));
}

export const written = {
  createIncident: async () => exampleIncident(),
  createPostmortem: async () => examplePostmortem('retro-new'),
};
