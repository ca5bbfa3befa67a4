import { spdxLicenseSchema } from './spdxLicense';

describe('spdxLicenseSchema', () => {
  it.each(['Apache-2.0', '(MIT OR CC-BY-4.0)', 'LicenseRef-Internal'])(
    'takes %s',
    license => {
      expect(spdxLicenseSchema.parse(license)).toBe(license);
    },
  );

  it.each(['', 'Apache 2', 'proprietary', 'MIT OR'])('refuses %j', license => {
    expect(() => spdxLicenseSchema.parse(license)).toThrow(
      'must be an SPDX license expression',
    );
  });
});
