import { spdxLicenseSchema } from './spdxLicense';

describe('spdxLicenseSchema', () => {
  it.each([
    'Apache-2.0',
    '(MIT OR CC-BY-4.0)',
    'LicenseRef-Internal',
    'DocumentRef-Ours:LicenseRef-mit',
  ])('takes %s', license => {
    expect(spdxLicenseSchema.parse(license)).toBe(license);
  });

  it.each([
    ['apache-2.0', 'Apache-2.0'],
    ['(mit or cc-by-4.0)', '(MIT OR CC-BY-4.0)'],
    [
      'gpl-2.0+ with CLASSPATH-exception-2.0',
      'GPL-2.0+ WITH Classpath-exception-2.0',
    ],
  ])('writes %s as SPDX does', (license, canonical) => {
    expect(spdxLicenseSchema.parse(license)).toBe(canonical);
  });

  it.each(['', 'Apache 2', 'proprietary', 'MIT OR'])('refuses %j', license => {
    expect(() => spdxLicenseSchema.parse(license)).toThrow(
      'must be an SPDX license expression',
    );
  });
});
