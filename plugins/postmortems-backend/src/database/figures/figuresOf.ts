import type { Figures, FiguresOptions } from '../types';
import type { ByStart } from './ByStart';
import { durationsOf } from './durations';
import { inScope } from './inScope';
import { ownersOf } from './items';
import { countRepeats, repeatablesOf } from './repeats';
import { themesOfMonths } from './themes';
import { totalsOf } from './totals';

/** What the figures of a scope are made of. */
export function figuresOf(
  incidents: ByStart,
  options: FiguresOptions,
): Figures {
  const counted = inScope(incidents, options);
  return {
    ...totalsOf(counted, options.now),
    durations: durationsOf(counted),
    themes: themesOfMonths(counted),
    owners: ownersOf(counted, options.now),
    repeats: countRepeats(repeatablesOf(incidents, options)),
  };
}
