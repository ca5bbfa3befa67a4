import { asUser, startPostmortems } from '../../__testUtils__/testBackend';
import { STRONG_PASSWORD } from '../../secrets/__testUtils__/madeUp';

jest.setTimeout(60_000);

it('masks what is sent to an incident whose key is the name of a route', async () => {
  const { api, stop } = await startPostmortems();
  const user = asUser('ada');
  const incident = {
    key: 'evidence',
    title: 'Checkout rejects orders',
    severity: 'sev2',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:02:00.000Z',
  };
  await api.post('/incidents', incident, user).expect(201);
  const { text } = await api.patch(
    '/incidents/evidence',
    { description: `the password is ${STRONG_PASSWORD}` },
    user,
  );
  expect(text).toContain('the password is [removed: password]');
  await stop();
});
