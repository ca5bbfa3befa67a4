import type { Figures, FiguresOptions } from '../../types';
import { readDurations } from './readDurations';
import { readOwners } from './readOwners';
import { readRepeats } from './readRepeats';
import { readThemes } from './readThemes';
import { readTotals } from './readTotals';
import type { Snapshots } from './Snapshots';

/** What the figures of a period are made of, all as of one moment. */
export async function readFigures(
  snapshots: Snapshots,
  options: FiguresOptions,
): Promise<Figures> {
  const [first, second] = await snapshots.read(
    // About as much work each
    async tx => ({
      ...(await readTotals(tx, options)),
      durations: await readDurations(tx, options),
      themes: await readThemes(tx, options),
    }),
    async tx => ({
      owners: await readOwners(tx, options),
      repeats: await readRepeats(tx, options),
    }),
  );
  return { ...first, ...second };
}
