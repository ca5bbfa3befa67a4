import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { examplePostmortem } from '../../../__testUtils__/examples';
import {
  choose,
  fillIncident,
  ordering,
  renderDialog,
  setTime,
  submit,
  written,
} from '../__testUtils__/startDialog';
import { toInstant } from '../../shared/form/timeField';

describe('StartDialog', () => {
  it('creates the incident and its postmortem, and returns the id', async () => {
    const { api, onWritten } = await renderDialog(written);
    await fillIncident();
    await submit();
    expect(api.createIncident).toHaveBeenCalledWith({
      key: 'INC-7',
      title: 'Checkout fails',
      severity: 'sev1',
      services: ['component:default/checkout'],
      startedAt: toInstant('2026-03-02T14:07'),
      resolvedAt: toInstant('2026-03-02T15:12:30'),
      participants: [],
      visibility: 'public',
    });
    expect(api.createPostmortem).toHaveBeenCalledWith('INC-7');
    expect(onWritten).toHaveBeenCalledWith('retro-new');
  });

  it('focuses its first field', async () => {
    await renderDialog({});
    expect(screen.getByLabelText('Open a new incident')).toHaveFocus();
  });

  it('takes times in the reader’s time zone and shows them in UTC', async () => {
    await renderDialog({});
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    setTime(/Started/, '2026-03-02T14:07');
    const started = screen.getByLabelText(/Started/);
    expect(started).toHaveAccessibleName(
      expect.stringContaining(`your time, ${zone}`),
    );
    const utc = new Date(2026, 2, 2, 14, 7).toISOString();
    expect(started).toHaveAccessibleDescription(
      `Stored as ${utc.slice(0, 10)} ${utc.slice(11, 16)} UTC`,
    );
    expect(screen.getByLabelText(/Resolved/)).toHaveAccessibleDescription(
      'Leave empty while the incident is ongoing',
    );
  });

  it('creates a private incident with its participants', async () => {
    const { api } = await renderDialog(written);
    await fillIncident();
    await choose(/Participants/, 'okaf', /Ada Okafor/);
    await choose(/Participants/, 'sre', /sre-team/);
    await userEvent.click(screen.getByLabelText('Private'));
    expect(screen.getByLabelText('Private')).toHaveAccessibleDescription(
      /^Only the participants, the owners .* and the person who opened it can read/,
    );
    await submit();
    expect(api.createIncident).toHaveBeenCalledWith(
      expect.objectContaining({
        participants: ['user:default/ada', 'group:default/sre-team'],
        visibility: 'private',
      }),
    );
  });

  it('sends nothing and focuses the first invalid field when fields are invalid', async () => {
    const { api } = await renderDialog({});
    await userEvent.type(screen.getByLabelText(/Incident key/), 'no spaces!');
    setTime(/Started/, '2026-03-02T14:07');
    setTime(/Resolved/, '2999-01-01T00:00');
    await submit();
    const key = screen.getByLabelText(/Incident key/);
    expect(key).toHaveAccessibleDescription(/Use 1 to 64 letters/);
    expect(key).toHaveFocus();
    expect(screen.getByLabelText(/Title/)).toBeInvalid();
    expect(screen.getByLabelText(/Title/)).toHaveAccessibleDescription(
      /Enter a title/,
    );
    expect(screen.getByLabelText(/Resolved/)).toHaveAccessibleDescription(
      /between the mitigation, or the start, and now/,
    );
    expect(screen.getByLabelText(/Started/)).toBeValid();
    expect(api.createIncident).not.toHaveBeenCalled();

    await userEvent.type(screen.getByLabelText(/Title/), 'Slow');
    expect(screen.getByLabelText(/Title/)).toBeValid();
    expect(screen.getByLabelText(/Title/)).toHaveFocus();
  });

  it('rejects an end before the start', async () => {
    const { api } = await renderDialog({});
    await fillIncident();
    setTime(/Resolved/, '2026-03-02T13:00');
    await submit();
    expect(screen.getByLabelText(/Resolved/)).toBeInvalid();
    expect(api.createIncident).not.toHaveBeenCalled();
  });

  it('asks for the services when the entity is not a component', async () => {
    const { api } = await renderDialog(written, ordering);
    await fillIncident();
    const services = screen.getByRole('combobox', {
      name: /Affected services/,
    });
    expect(services).toHaveValue('');
    await submit();
    expect(services).toBeInvalid();
    expect(services).toHaveFocus();
    expect(api.createIncident).not.toHaveBeenCalled();

    await userEvent.type(services, 'checkout');
    expect(
      await screen.findByText('No matching component in ordering'),
    ).toBeInTheDocument();
    await userEvent.clear(services);
    await choose(/Affected services/, 'sto', /stock/);
    await choose(/Affected services/, 'bas', /basket/);
    await submit();
    expect(api.createIncident).toHaveBeenCalledWith(
      expect.objectContaining({
        services: ['component:default/stock', 'component:default/basket'],
      }),
    );
  });

  it('starts from a recorded incident by its key', async () => {
    const { api, onWritten } = await renderDialog({
      createPostmortem: async () => examplePostmortem('retro-9'),
    });
    await userEvent.click(screen.getByLabelText(/an existing incident/));
    expect(
      screen.getByRole('option', { name: 'Old one', hidden: true }),
    ).toHaveValue('INC-9');
    await userEvent.type(screen.getByLabelText(/Incident key/), 'INC-9');
    await submit();
    expect(api.createPostmortem).toHaveBeenCalledWith('INC-9');
    expect(onWritten).toHaveBeenCalledWith('retro-9');
  });
});
