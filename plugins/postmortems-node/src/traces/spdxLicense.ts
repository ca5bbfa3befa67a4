import exceptionIds from 'spdx-exceptions/index.json';
import parseSpdx from 'spdx-expression-parse';
import licenseIds from 'spdx-license-ids/index.json';
import deprecatedIds from 'spdx-license-ids/deprecated.json';
import { z } from 'zod';

/** What SPDX compares without regard to case, as its lists write it. */
const CANONICAL: ReadonlyMap<string, string> = new Map(
  [...licenseIds, ...deprecatedIds, ...exceptionIds, 'AND', 'OR', 'WITH'].map(
    id => [id.toLowerCase(), id],
  ),
);

/**
 * A license in the configuration of a source, e.g. `CC-BY-4.0 OR Apache-2.0`: an SPDX
 * expression whose identifiers are on SPDX's list, in any case, or are `LicenseRef-…` of
 * your own. It is kept with the identifiers as SPDX writes them.
 *
 * @public
 */
export const spdxLicenseSchema = z
  .string()
  .max(200)
  .overwrite(expression =>
    expression.replace(
      /[A-Za-z0-9.-]+/g,
      id => CANONICAL.get(id.toLowerCase()) ?? id,
    ),
  )
  .refine(isSpdx, {
    error:
      'must be an SPDX license expression, e.g. CC-BY-4.0 (https://spdx.org/licenses), or LicenseRef-… for terms of your own',
  });

function isSpdx(expression: string): boolean {
  try {
    parseSpdx(expression);
    return true;
  } catch {
    return false;
  }
}
