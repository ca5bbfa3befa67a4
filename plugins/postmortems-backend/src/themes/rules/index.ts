import type { Theme } from '@postmortems/backstage-plugin-postmortems-common';
import { capacity } from './capacity';
import { change } from './change';
import { configuration } from './configuration';
import { data } from './data';
import { database } from './database';
import { defect } from './defect';
import { dependency } from './dependency';
import { detection } from './detection';
import { infrastructure } from './infrastructure';
import { network } from './network';
import { process } from './process';
import { security } from './security';
import type { ThemeRule } from './ThemeRule';

/**
 * A theme counts when a sentence says that it took part in the failure: as its cause, as what made it worse or, where something was
 * missing, by its absence. A symptom (errors, latency, restarts) has no theme, and neither has the name of a service, the place
 * where something was seen, or what was done against it. Each rule says what belongs to its theme.
 */
export const RULES: Record<Theme, ThemeRule> = {
  change,
  configuration,
  capacity,
  dependency,
  database,
  network,
  data,
  defect,
  detection,
  process,
  security,
  infrastructure,
};
