import { hmacOf, isSameSecret } from './secrets';

describe('isSameSecret', () => {
  it('lets in the secret as it is, whatever its length', () => {
    expect(isSameSecret('s3cret', 's3cret')).toBe(true);
    expect(isSameSecret('s3cre', 's3cret')).toBe(false);
    expect(isSameSecret('S3cret', 's3cret')).toBe(false);
    expect(isSameSecret('', 's3cret')).toBe(false);
  });
});

describe('hmacOf', () => {
  // docs.github.com, "Validating webhook deliveries", has these as its example
  const body = Buffer.from('Hello, World!');
  const secret = "It's a Secret to Everybody";
  const published =
    '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';

  it('is that of a published example', () => {
    expect(hmacOf(body, { secret })).toBe(published);
    expect(hmacOf(body, { secret, encoding: 'base64' })).toBe(
      Buffer.from(published, 'hex').toString('base64'),
    );
  });

  it('signs what stands before the body', () => {
    expect(hmacOf(Buffer.from('World!'), { secret, before: 'Hello, ' })).toBe(
      published,
    );
    expect(hmacOf(body, { secret, algorithm: 'sha1' })).toHaveLength(40);
  });
});
