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
  ])('lets %s in', (authorization, config) => {
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
    // A secret that is configured counts, whatever else is.
    [undefined, { token: 's3cret', allowUnauthenticated: true }],
  ])('keeps %s out', (authorization, config) => {
    expect(() => checkAuthorization({ authorization }, config)).toThrow(
      expect.objectContaining({ name: 'AuthenticationError' }),
    );
  });
});
