/**
 * A small shop of three services that can be broken for real: checkout calls
 * inventory and payment-service over HTTP. Each serves its metrics. Listeners
 * receive logs and deployments.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from './pool.mjs';
import { startService } from './service.mjs';

const CUSTOMERS_A_SECOND = 25;
const POOL_SIZE = 20;
const POOL_TIMEOUT_MS = 400;
const LONGEST_ORDER_MS = 3_000;

export async function startShop({ onLog, onDeployment }) {
  const log = (service, level, message) =>
    onLog({ at: new Date().toISOString(), service, level, message });
  const versions = {
    checkout: '2.4.0',
    inventory: '1.9.3',
    'payment-service': '5.1.2',
  };
  const pool = new Pool(POOL_SIZE);

  const inventory = await startService('inventory', async ({ article }) => {
    await sleep(8 + Math.random() * 6);
    return { code: 200, body: { article, inStock: true } };
  });

  const payment = await startService('payment-service', async ({ order }) => {
    try {
      await pool.query(12 + Math.random() * 10, POOL_TIMEOUT_MS);
      return { code: 200, body: { order, paid: true } };
    } catch (error) {
      log(
        'payment-service',
        'error',
        `charge of order ${order} failed: ${error.message}`,
      );
      return { code: 503, body: { error: 'no database connection' } };
    }
  });
  payment.metrics.gauge('db_pool_in_use', () => pool.inUse);
  payment.metrics.gauge('db_pool_size', () => pool.size);

  const checkout = await startService(
    'checkout',
    async ({ order, currency }) => {
      // The bug of 2.4.1: the field became mandatory, and old clients do not send it
      if (versions.checkout === '2.4.1' && currency === undefined) {
        log(
          'checkout',
          'error',
          `order ${order} rejected: field currency is missing`,
        );
        return { code: 500, body: { error: 'field currency is missing' } };
      }
      const stock = await inventory.call({ article: order % 40 });
      if (stock.code !== 200) return { code: 502, body: stock.body };
      const paid = await payment.call({ order });
      if (paid.code !== 200) {
        log(
          'checkout',
          'error',
          `order ${order} not paid: payment-service answered ${paid.code}`,
        );
        return { code: 502, body: paid.body };
      }
      return { code: 200, body: { order } };
    },
  );

  let open = true;
  let order = 1000;
  const visits = (async () => {
    while (open) {
      order += 1;
      // Two of three clients are new enough to name the currency
      checkout
        .call({ order, currency: order % 3 === 0 ? undefined : 'EUR' })
        .catch(() => undefined);
      await sleep((1000 / CUSTOMERS_A_SECOND) * (0.5 + Math.random()));
    }
  })();

  const services = [checkout, inventory, payment];
  return {
    targets: services.map(({ target }) => target),
    deploy: (service, version, details) => {
      const previousVersion = versions[service];
      versions[service] = version;
      onDeployment({
        at: new Date().toISOString(),
        service,
        version,
        previousVersion,
        ...details,
      });
    },
    stop: async () => {
      open = false;
      await visits;
      // Orders that are under way come to their end
      await sleep(LONGEST_ORDER_MS);
      for (const service of services) service.stop();
    },
  };
}
