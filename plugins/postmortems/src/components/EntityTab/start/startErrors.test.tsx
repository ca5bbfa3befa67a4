import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleIncident,
  examplePostmortem,
  rulesBroken,
} from '../../../__testUtils__/examples';
import {
  entities,
  fillIncident,
  ordering,
  refused,
  renderDialog,
  submit,
} from '../__testUtils__/startDialog';

describe('errors in the start dialog', () => {
  it('keeps the created incident when the postmortem is rejected, and retries only the postmortem', async () => {
    const error = await rulesBroken([
      { rule: 'trace.cyclic', message: 'Step b comes back to step a' },
    ]);
    let refuse = true;
    const { api, onClose, onWritten } = await renderDialog({
      createIncident: async () => exampleIncident(),
      createPostmortem: async () => {
        if (refuse) throw error;
        return examplePostmortem('retro-new');
      },
    });
    await fillIncident();
    await submit();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Incident INC-7 was opened');
    expect(alert).toHaveTextContent('It violates one rule:');
    expect(alert).toHaveTextContent('Step b comes back to step a');
    expect(alert.parentElement).toContainElement(
      document.activeElement as HTMLElement,
    );

    refuse = false;
    await submit();
    expect(onWritten).toHaveBeenCalledWith('retro-new');
    expect(api.createIncident).toHaveBeenCalledTimes(1);
    expect(api.createPostmortem).toHaveBeenCalledTimes(2);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onClose).toHaveBeenCalledWith({ incidentOpened: true });
  });

  it('shows why the incident could not be created and writes no postmortem', async () => {
    const { api } = await renderDialog({
      createIncident: async () => {
        throw new Error('The database is away');
      },
    });
    await fillIncident();
    await submit();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
    expect(api.createPostmortem).not.toHaveBeenCalled();
    expect(screen.getByLabelText(/Title/)).toHaveValue('Checkout fails');
  });

  it('shows errors of the server beside their fields', async () => {
    const error = await refused(400, {
      name: 'InputError',
      message: '/startedAt must not lie in the future',
      fields: [
        { path: '/startedAt', message: 'must not lie in the future' },
        { path: '/participants/0', message: 'is not a person' },
      ],
    });
    await renderDialog({
      createIncident: async () => {
        throw error;
      },
    });
    await fillIncident();
    await submit();
    const started = screen.getByLabelText(/Started/);
    expect(started).toHaveAccessibleDescription('Must not lie in the future');
    expect(started).toHaveFocus();
    expect(screen.getByLabelText(/Participants/)).toBeInvalid();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows errors without a field in the alert', async () => {
    const error = await refused(400, {
      name: 'InputError',
      message: 'title is too plain; the body is too large',
      fields: [
        { path: '/title', message: 'is too plain' },
        { path: '', message: 'is too large' },
      ],
    });
    await renderDialog({
      createIncident: async () => {
        throw error;
      },
    });
    await fillIncident();
    await submit();
    expect(screen.getByLabelText(/Title/)).toBeInvalid();
    expect(screen.getByRole('alert')).toHaveTextContent('is too large');
  });

  it.each([
    ['taken', 'new', 409, 'ConflictError', /An incident with this key exists/],
    ['unknown', 'on record', 404, 'NotFoundError', /No incident with this key/],
  ])(
    'shows beside the field that the key is %s',
    async (_, source, status, name, words) => {
      const error = await refused(status, { name, message: 'It is not so' });
      const fail = async () => {
        throw error;
      };
      await renderDialog({ createIncident: fail, createPostmortem: fail });
      if (source === 'new') await fillIncident();
      else {
        await userEvent.click(screen.getByLabelText(/an existing incident/));
        await userEvent.type(screen.getByLabelText(/Incident key/), 'INC-8');
      }
      await submit();
      const key = screen.getByLabelText(/Incident key/);
      expect(key).toHaveAccessibleDescription(words);
      expect(key).toHaveFocus();
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    },
  );

  it('shows why the catalog search failed and searches again', async () => {
    const catalog = catalogApiMock({ entities });
    const query = jest
      .spyOn(catalog, 'queryEntities')
      .mockRejectedValueOnce(new Error('The catalog is away'));
    await renderDialog({}, ordering, catalog);
    const services = screen.getByRole('combobox', {
      name: /Affected services/,
    });
    await userEvent.click(services);
    expect(
      await screen.findByText(/could not be searched: The catalog is away/),
    ).toBeInTheDocument();
    await userEvent.type(services, 'sto');
    const list = await screen.findByRole('listbox');
    expect(await within(list).findByText('stock')).toBeInTheDocument();
    expect(query.mock.calls.length).toBeGreaterThan(1);
  });
});
