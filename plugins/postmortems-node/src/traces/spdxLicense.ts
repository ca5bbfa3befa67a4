import parseSpdx from 'spdx-expression-parse';
import { z } from 'zod';

/**
 * A license in the configuration of a source, e.g. `CC-BY-4.0 OR Apache-2.0`: an SPDX
 * expression whose identifiers are on SPDX's list, or are `LicenseRef-…` of your own.
 *
 * @public
 */
export const spdxLicenseSchema = z.string().max(200).refine(isSpdx, {
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
