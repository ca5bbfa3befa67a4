import type { BlameConcern } from '@postmortems/backstage-plugin-postmortems-common';
import { findBlamingLanguage } from './language';
import { findPersonalIdentifiers } from './personalIdentifiers';
import type { BlamelessContext } from './types';

/** Finds people of the incident, recognised names, and blame without a name. */
export class BlamelessChecker {
  check(text: string, context: BlamelessContext): BlameConcern[] {
    return [
      ...findPersonalIdentifiers(text, context),
      ...findBlamingLanguage(text),
    ];
  }
}
