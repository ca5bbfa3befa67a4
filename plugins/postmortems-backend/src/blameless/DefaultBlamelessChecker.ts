import type { BlameConcern } from '@postmortems/backstage-plugin-postmortems-common';
import { findBlamingLanguage } from './language';
import { findPersonalIdentifiers } from './personalIdentifiers';
import type { BlamelessChecker, BlamelessContext } from './types';

/** The incident's own people first, a name recogniser second, blame without a name third. */
export class DefaultBlamelessChecker implements BlamelessChecker {
  check(text: string, context: BlamelessContext): BlameConcern[] {
    return [
      ...findPersonalIdentifiers(text, context),
      ...findBlamingLanguage(text),
    ];
  }
}
