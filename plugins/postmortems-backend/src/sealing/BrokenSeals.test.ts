import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import { BrokenSeals } from './BrokenSeals';

it('publishes what is found once, and again when it changes or comes back', async () => {
  const events: PostmortemsEvent[] = [];
  const broken = new BrokenSeals({
    publish: async event => {
      events.push(event);
    },
  });
  const [a, b] = [{ message: 'a was removed' }, { message: 'b was removed' }];
  for (const problems of [[a], [a], [a, b], [], [a]]) {
    await broken.report('part', 'INC-1', problems);
  }
  expect(events).toEqual(
    [
      ['a was removed'],
      ['a was removed', 'b was removed'],
      ['a was removed'],
    ].map(messages => ({
      type: 'seal.broken',
      incidentKey: 'INC-1',
      messages,
    })),
  );
});
