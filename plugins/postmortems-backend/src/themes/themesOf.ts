import {
  THEMES,
  type PostmortemContent,
  type Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isUninformative } from '../verification';
import { clausesOf } from './clauses';
import { withoutCleared, withoutDenied } from './denials';
import { RULES } from './rules';
import { ServiceNames } from './serviceNames';

/**
 * Stored with the themes of an incident. Raise it whenever the same text may get other themes, so that those of older incidents are
 * found again.
 */
export const THEMES_VERSION = 3;

/** Sections that say why. */
const CAUSES = new Set(['rootCause', 'contributingFactors', 'waysOfWorking']);
/** Verdicts of sentences that count. */
const STANDS = new Set(['supported', 'partial', 'attested']);

/** How the finding of a step is introduced: what the step did, such as querying a metric, is not what happened. */
const STEP = /^(?:Confirmed|Found) by [^:]+: /;

/**
 * Themes of the causes that a document names and that stand.
 *
 * @param options - `serviceNames` is every name by which people and tools call the services: a service called `routes` makes nothing
 * a matter of the network
 */
export function themesOf(
  { sections }: Pick<PostmortemContent, 'sections'>,
  options: { serviceNames: readonly string[] },
): Theme[] {
  const names = new ServiceNames(options.serviceNames);
  const found = new Set(
    sections
      .filter(({ id }) => CAUSES.has(id))
      .flatMap(({ blocks }) => blocks)
      .flatMap(({ claims }) => claims)
      .filter(
        ({ kind, verdict, text }) =>
          (kind === 'root_cause' || kind === 'contributing_factor') &&
          STANDS.has(verdict) &&
          !isUninformative(text),
      )
      .flatMap(({ text }) => clausesOf(text.replace(STEP, ''), names))
      .flatMap(themesOfClause),
  );
  return THEMES.filter(theme => found.has(theme));
}

function themesOfClause(clause: string): Theme[] {
  const said = withoutCleared(clause);
  if (!said) return [];
  const affirmed = withoutDenied(said);
  return THEMES.filter(theme => {
    const rule = RULES[theme];
    return (
      rule.affirmed?.test(affirmed) === true ||
      rule.eitherWay?.test(said) === true
    );
  });
}
