import { mockServices } from '@backstage/backend-test-utils';
import { PASSWORD } from './__testUtils__/madeUp';
import { MaskingLogger } from './MaskingLogger';

describe('MaskingLogger', () => {
  it('masks messages, fields, and errors with their stacks', () => {
    const logger = mockServices.logger.mock();
    const error = new TypeError(`cannot reach amqp://a:${PASSWORD}@mq`);
    const masking = new MaskingLogger(logger);
    masking.warn(`password=${PASSWORD}`, error);
    masking.info('called', { url: `redis://:${PASSWORD}@cache` });

    const [message, logged] = logger.warn.mock.calls[0];
    expect(message).toBe('password=[removed: password]');
    expect(logged).toBeInstanceOf(TypeError);
    expect(String(logged)).toContain('amqp://a:[removed: password]@mq');
    expect((logged as Error).stack).not.toContain(PASSWORD);
    expect(error.message).toContain(PASSWORD);
    expect(logger.info).toHaveBeenCalledWith('called', {
      url: 'redis://:[removed: password]@cache',
    });
  });
});
