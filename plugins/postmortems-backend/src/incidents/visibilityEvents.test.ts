import { postmortemsEventSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(20_000);

describe('visibility events', () => {
  it('publishes a stored change without content, and keeps it when publishing fails', async () => {
    const ada = asUser('ada');
    const published: unknown[] = [];
    let visibleAtThatTime: unknown;
    let reachable = true;
    const { api, stop } = await startPostmortems({
      events: {
        publish: async ({ topic, eventPayload }) => {
          if (!reachable) throw new Error('no event bus');
          expect(topic).toBe('postmortems');
          visibleAtThatTime = (await api.get('/incidents/INC-1', ada)).body
            .visibility;
          published.push(eventPayload);
        },
      },
    });
    await api.post(
      '/incidents',
      {
        key: 'INC-1',
        title: 'A leak',
        severity: 'sev1',
        services: ['component:default/checkout'],
        startedAt: '2026-03-02T14:02:00Z',
      },
      ada,
    );
    const patch = async (change: object) =>
      (await api.patch('/incidents/INC-1', change, ada)).status;

    expect(await patch({ title: 'A leak of keys' })).toBe(200);
    expect(await patch({ visibility: 'public' })).toBe(200);
    expect(published).toEqual([]);
    expect(await patch({ visibility: 'private' })).toBe(200);
    expect(visibleAtThatTime).toBe('private');
    expect(published).toEqual([
      {
        type: 'incident.visibility',
        incidentKey: 'INC-1',
        visibility: 'private',
      },
    ]);
    expect(postmortemsEventSchema.parse(published[0])).toEqual(published[0]);

    reachable = false;
    expect(await patch({ visibility: 'public' })).toBe(200);
    const { body } = await api.get('/incidents/INC-1', ada);
    expect(body.visibility).toBe('public');
    await stop();
  });
});
