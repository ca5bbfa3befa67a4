import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleIncident,
  exampleRetrospective,
  rulesBroken,
} from '../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { StartDialog } from './StartDialog';

const checkout = 'component:default/checkout';

async function renderDialog(
  expected: Partial<PostmortemsApi>,
  services: string[] = [checkout],
) {
  const api = fakePostmortemsApi(expected);
  const onWritten = jest.fn();
  const onClose = jest.fn();
  await renderInTestApp(
    <TestApiProvider apis={[[postmortemsApiRef, api]]}>
      <StartDialog
        services={services}
        incidents={[exampleIncident({ key: 'INC-9', title: 'Old one' })]}
        onWritten={onWritten}
        onClose={onClose}
      />
    </TestApiProvider>,
  );
  return { api, onWritten, onClose };
}

function setTime(label: RegExp, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

async function fillIncident() {
  await userEvent.type(screen.getByLabelText(/Incident key/), 'INC-7');
  await userEvent.type(screen.getByLabelText(/Title/), 'Checkout fails');
  await userEvent.selectOptions(screen.getByLabelText(/Severity/), 'sev1');
  setTime(/Started/, '2026-03-02T14:07');
  setTime(/Resolved/, '2026-03-02T15:12:30');
}

function submit() {
  return userEvent.click(screen.getByRole('button', { name: 'Start' }));
}

describe('StartDialog', () => {
  it('opens the incident, writes its postmortem and hands back its id', async () => {
    const { api, onWritten } = await renderDialog({
      createIncident: async () => exampleIncident(),
      createRetrospective: async () => exampleRetrospective('retro-new'),
    });
    await fillIncident();
    await submit();
    expect(api.createIncident).toHaveBeenCalledWith(
      expect.objectContaining({
        key: 'INC-7',
        title: 'Checkout fails',
        severity: 'sev1',
        services: [checkout],
        startedAt: '2026-03-02T14:07:00.000Z',
        resolvedAt: '2026-03-02T15:12:30.000Z',
      }),
    );
    expect(api.createRetrospective).toHaveBeenCalledWith('INC-7');
    expect(onWritten).toHaveBeenCalledWith('retro-new');
  });

  it('sends nothing while fields are wrong, and says what is wrong with each', async () => {
    const { api } = await renderDialog({});
    await userEvent.type(screen.getByLabelText(/Incident key/), 'no spaces!');
    setTime(/Started/, '2026-03-02T14:07');
    setTime(/Resolved/, '2999-01-01T00:00');
    await submit();
    expect(screen.getByText(/Use 1 to 64 letters/)).toBeInTheDocument();
    expect(screen.getByText(/Give a title/)).toBeInTheDocument();
    expect(
      screen.getByText(/cannot lie ahead or before the start/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/Title/)).toBeInvalid();
    expect(screen.getByLabelText(/Started/)).toBeValid();
    expect(api.createIncident).not.toHaveBeenCalled();
  });

  it('refuses an end before the start', async () => {
    const { api } = await renderDialog({});
    await fillIncident();
    setTime(/Resolved/, '2026-03-02T13:00');
    await submit();
    expect(screen.getByLabelText(/Resolved/)).toBeInvalid();
    expect(api.createIncident).not.toHaveBeenCalled();
  });

  it('keeps the opened incident when the postmortem is refused, and tries only that again', async () => {
    const error = await rulesBroken([
      { rule: 'trace.cyclic', message: 'Step b comes back to step a' },
    ]);
    let refuse = true;
    const { api, onClose, onWritten } = await renderDialog({
      createIncident: async () => exampleIncident(),
      createRetrospective: async () => {
        if (refuse) throw error;
        return exampleRetrospective('retro-new');
      },
    });
    await fillIncident();
    await submit();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The incident INC-7 is open');
    expect(alert).toHaveTextContent('One rule is broken:');
    expect(alert).toHaveTextContent('Step b comes back to step a');

    refuse = false;
    await submit();
    expect(onWritten).toHaveBeenCalledWith('retro-new');
    expect(api.createIncident).toHaveBeenCalledTimes(1);
    expect(api.createRetrospective).toHaveBeenCalledTimes(2);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onClose).toHaveBeenCalledWith({ incidentOpened: true });
  });

  it('says why the incident could not be opened, and writes no postmortem', async () => {
    const { api } = await renderDialog({
      createIncident: async () => {
        throw new Error('INC-7 is another incident');
      },
    });
    await fillIncident();
    await submit();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'INC-7 is another incident',
    );
    expect(api.createRetrospective).not.toHaveBeenCalled();
    expect(screen.getByLabelText(/Title/)).toHaveValue('Checkout fails');
  });

  it('takes a recorded incident by its key', async () => {
    const { api, onWritten } = await renderDialog({
      createRetrospective: async () => exampleRetrospective('retro-9'),
    });
    await userEvent.click(screen.getByLabelText(/already recorded/));
    expect(
      screen.getByRole('option', { name: 'Old one', hidden: true }),
    ).toHaveValue('INC-9');
    await userEvent.type(screen.getByLabelText(/Incident key/), 'INC-9');
    await submit();
    expect(api.createRetrospective).toHaveBeenCalledWith('INC-9');
    expect(onWritten).toHaveBeenCalledWith('retro-9');
  });

  it('asks which service when there are several', async () => {
    const { api } = await renderDialog(
      {
        createIncident: async () => exampleIncident(),
        createRetrospective: async () => exampleRetrospective('retro-new'),
      },
      [checkout, 'component:default/inventory'],
    );
    await fillIncident();
    await submit();
    expect(screen.getByLabelText(/Affected service/)).toBeInvalid();
    await userEvent.selectOptions(
      screen.getByLabelText(/Affected service/),
      'component:default/inventory',
    );
    await submit();
    expect(api.createIncident).toHaveBeenCalledWith(
      expect.objectContaining({ services: ['component:default/inventory'] }),
    );
  });

  it('opens no incident where nothing can be affected', async () => {
    await renderDialog({}, []);
    expect(screen.getByText(/Nothing in the catalog/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Start' })).toBeDisabled();
  });
});
