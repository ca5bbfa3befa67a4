import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockOfSignature, sign } from './signature';

const rawBody = Buffer.from(
  '{"event":{"title":"Zahlungen schlagen fehl – 12 %"}}',
);
const check = (header: string | undefined, ...secrets: string[][]) =>
  blockOfSignature(
    { headers: { 'x-pagerduty-signature': header }, rawBody },
    secrets,
  );

describe('blockOfSignature', () => {
  it('finds the block among several signatures and secrets', () => {
    const both = sign(rawBody, 'old', 'new');
    expect(check(both, ['other'], ['new'])).toBe(1);
    expect(check(both, ['older', 'old'])).toBe(0);
    expect(check(both.replace(',', ' , '), ['new'])).toBe(0);
    expect(check(`v0=abc, ${both}`, ['new'])).toBe(0);
  });

  it.each([
    ['none', undefined],
    ['one of another version', sign(rawBody, 'new').replace('v1', 'v2')],
    ['one without a version', sign(rawBody, 'new').replace('v1=', '')],
    ['one that is cut', sign(rawBody, 'new').slice(0, 20)],
  ])('refuses a call with %s', (_, header) => {
    expect(() => check(header, ['new'])).toThrow('no X-PagerDuty-Signature');
  });

  it('refuses signatures of other secrets, and of another body', () => {
    expect(() => check(sign(rawBody, 'a', 'b'), ['new'])).toThrow(
      'fits a secret',
    );
    const other = sign(Buffer.from(`${rawBody} `), 'new');
    expect(() => check(other, ['new'])).toThrow('fits a secret');
  });

  const file = join(
    process.env.REAL_DATA_DIR ?? '',
    'bug-reports/45-pagerduty-two-signatures/input.json',
  );
  const describeReal = existsSync(file) ? describe : describe.skip;
  describeReal('with real material (needs REAL_DATA_DIR)', () => {
    it('accepts both deliveries of a bug report about rotation', () => {
      const { secrets, deliveries } = JSON.parse(readFileSync(file, 'utf8'));
      for (const { headers, rawBody: body } of deliveries) {
        const request = {
          headers: {
            'x-pagerduty-signature': headers['X-PagerDuty-Signature'],
          },
          rawBody: Buffer.from(body),
        };
        expect(blockOfSignature(request, [secrets])).toBe(0);
      }
    });
  });
});
