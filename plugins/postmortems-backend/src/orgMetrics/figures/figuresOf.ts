import type { Figures, FiguresOptions } from '../../platform/database/types';
import { durationsOf } from './durations';
import type { FactsTable } from './FactsTable';
import { inScope } from './inScope';
import { ownersOf } from './items';
import { countRepeats, repeatablesOf } from './repeats';
import { themesOfMonths } from './themes';
import { totalsOf } from './totals';

/** What the figures of a scope are made of. */
export function figuresOf(facts: FactsTable, options: FiguresOptions): Figures {
  const rows = inScope(facts, options);
  return {
    isComplete: facts.isComplete,
    ...totalsOf(facts, rows, options.now),
    durations: durationsOf(facts, rows),
    themes: themesOfMonths(facts, rows),
    owners: ownersOf(facts, rows, options.now),
    repeats: countRepeats(repeatablesOf(facts, options)),
  };
}
