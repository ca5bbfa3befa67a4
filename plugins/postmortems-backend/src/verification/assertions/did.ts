import { nameKey } from '../nameKey';
import {
  contradictedBy,
  holdsBy,
  nodeOfKind,
  spanAt,
  unsupported,
} from './result';
import type { Evaluator } from './types';

/** Who made a change, by a field of its record. */
export const evaluateDid: Evaluator<'did'> = (
  { evidence: id, actor },
  facts,
) => {
  const found = nodeOfKind(facts, id, [
    'deployment',
    'rollback',
    'config_change',
  ]);
  if ('outcome' in found) return found;
  const { payload } = found.node;
  const field = ['author', 'actor', 'user'].find(
    name => typeof payload[name] === 'string' && payload[name] !== '',
  );
  if (!field) return unsupported('The evidence does not record who did it');
  const recorded = nameKey(String(payload[field]));
  const stated = nameKey(actor).replace(/^@/, '');
  const span = spanAt(facts, id, `/${field}`);
  if (recorded === stated || recorded.split(/[\s._-]+/).includes(stated)) {
    return holdsBy('Its record names who did it', ...span);
  }
  // A handle may be the one of the person that is named.
  return recorded.includes(' ') || stated.includes('@')
    ? contradictedBy(`Its record names ${String(payload[field])}`, ...span)
    : unsupported(`Its record names ${String(payload[field])}`, ...span);
};
