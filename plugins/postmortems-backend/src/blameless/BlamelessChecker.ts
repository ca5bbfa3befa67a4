import type { BlameConcern } from '@postmortems/backstage-plugin-postmortems-common';
import { findBlamingLanguage } from './language';
import { concernsOfPeople, findPeople } from './personalIdentifiers';
import { tokenise } from './text/tokenise';
import type { BlamelessContext } from './types';

/** Finds people of the incident, recognised names, and blame. */
export class BlamelessChecker {
  check(text: string, context: BlamelessContext): BlameConcern[] {
    const tokens = tokenise(text);
    const mentions = findPeople(tokens, context);
    return [
      ...concernsOfPeople(text, tokens, mentions),
      ...findBlamingLanguage(text, tokens, mentions),
    ];
  }
}
