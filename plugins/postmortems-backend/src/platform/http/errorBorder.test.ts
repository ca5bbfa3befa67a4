import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { toPublicError } from './errorBorder';

const logger = mockServices.logger.mock();

it('answers 503 where another part of Backstage fails or does not answer', async () => {
  const failed = await ResponseError.fromResponse(
    new Response('{}', { status: 500 }) as never,
  );
  for (const error of [failed, new TypeError('fetch failed')]) {
    const { name, message } = toPublicError(error, logger);
    expect({ name, message }).toEqual({
      name: 'ServiceUnavailableError',
      message: 'A part of Backstage does not answer; try again later',
    });
  }
  expect(toPublicError(new TypeError('x is undefined'), logger).name).toBe(
    'InternalError',
  );
});
