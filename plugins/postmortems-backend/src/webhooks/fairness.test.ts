import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { WorkInProgress } from '../platform/WorkInProgress';
import type { Delivery } from './DeliveryStore';
import { DeliveryWorker } from './DeliveryWorker';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('DeliveryWorker on %p', id => {
  it.each([
    ['of many incidents', (index: number) => `INC-${index}`],
    ['of one incident', () => 'INC-1'],
    ['without an order', () => undefined],
  ])(
    'comes to an alert while 2000 batches of telemetry %s wait',
    async (_, orderKeyOf) => {
      const { knex, stores } = await createTestStores(databases, id);
      const { deliveries } = stores;
      await deliveries.add({
        sourceId: 'telemetry',
        deliveryId: 'template',
        orderKey: 'INC-0',
        body: '{}',
      });
      const row = await knex('webhook_deliveries').first();
      for (let start = 0; start < 2000; start += 50) {
        await knex('webhook_deliveries').insert(
          Array.from({ length: 50 }, (__, index) => ({
            ...row,
            delivery_id: `batch-${start + index}`,
            order_key: orderKeyOf(start + index) ?? null,
          })),
        );
      }
      await deliveries.add({ sourceId: 'alerts', deliveryId: 'a', body: '{}' });
      const begun: string[] = [];
      let most = 0;
      let now = 0;
      const work = new WorkInProgress();
      let alerted = () => {};
      const alert = new Promise<void>(resolve => {
        alerted = resolve;
      });
      const worker = new DeliveryWorker({
        deliveries,
        kind: 'delivery',
        concurrency: 8,
        mostOfSource: 4,
        logger: mockServices.logger.mock(),
        work,
        process: async ({ sourceId }: Delivery) => {
          begun.push(sourceId);
          if (sourceId === 'alerts') {
            alerted();
            return;
          }
          now += 1;
          most = Math.max(most, now);
          // Batches take until the alert was seen to
          await alert;
          now -= 1;
        },
      });
      const running = worker.run();
      await alert;
      await Promise.all([work.end(), running]);
      expect(most).toBeLessThanOrEqual(4);
      expect(begun.indexOf('alerts')).toBeLessThan(9);
    },
  );
});
