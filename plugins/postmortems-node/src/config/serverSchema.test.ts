import { z } from 'zod';
import { rootUrlSchema, secretSchema, serverAccess } from './serverSchema';

const schema = z.strictObject({
  url: rootUrlSchema('the shop'),
  secret: secretSchema.optional(),
  ...serverAccess,
});
const url = 'https://shop.example.com';

describe('the schemas of servers', () => {
  it('cuts slashes and what is around a secret', () => {
    const auth = { token: ' t\n' };
    expect(
      schema.parse({ url: `${url}/api//`, secret: 's3cret\n', auth }),
    ).toEqual({
      url: `${url}/api`,
      secret: 's3cret',
      auth: { token: 't' },
      timeoutSeconds: 15,
    });
  });

  it.each<[object, string]>([
    [{}, 'must be the http(s) address of the shop'],
    [{ url: 'shop' }, 'must be the http(s) address of the shop'],
    [{ url: 'ftp://shop' }, 'must be the http(s) address of the shop'],
    [{ url: `${url}?a` }, 'must have no query'],
    [{ url: 'https://me:pw@shop.example.com' }, 'or password; secrets have'],
    // A variable that was not set
    [{ url: 'https://{HOST}/api' }, 'must'],
    [{ url, secret: ' ' }, 'must not be empty'],
    [
      {
        url,
        auth: { token: 't', basicAuth: { username: 'u', password: 'p' } },
      },
      'has both token and basicAuth',
    ],
  ])('says of %j what to write', (value, message) => {
    const { error } = schema.safeParse(value);
    expect(error?.issues).toHaveLength(1);
    expect(error?.issues[0].message).toContain(message);
  });
});
