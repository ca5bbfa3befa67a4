import { checkAuthorization } from './authenticate';

const bearer = { token: 's3cret', allowUnauthenticated: false };
const basic = {
  basicAuth: { username: 'am', password: 'päss' },
  allowUnauthenticated: false,
};
const encoded = Buffer.from('am:päss').toString('base64');

describe('checkAuthorization', () => {
  it.each([
    ['Bearer s3cret', bearer],
    ['bearer s3cret', bearer],
    [`Basic ${encoded}`, basic],
    [undefined, { allowUnauthenticated: true }],
  ])('accepts the header %s', (authorization, config) => {
    expect(() => checkAuthorization({ authorization }, config)).not.toThrow();
  });

  it.each([
    [undefined, bearer],
    ['', bearer],
    ['s3cret', bearer],
    ['Bearer S3CRET', bearer],
    ['Bearer s3cret ', bearer],
    ['Basic s3cret', bearer],
    [`Bearer ${encoded}`, basic],
    [`Basic ${Buffer.from('am:').toString('base64')}`, basic],
    // A configured secret is required even with allowUnauthenticated
    [undefined, { token: 's3cret', allowUnauthenticated: true }],
  ])('rejects the header %s', (authorization, config) => {
    expect(() => checkAuthorization({ authorization }, config)).toThrow(
      expect.objectContaining({ name: 'AuthenticationError' }),
    );
  });
});
