import type {
  Assertion,
  EventRef,
  Instant,
  Quantity,
} from '@postmortems/backstage-plugin-postmortems-common';
import { endsOf } from '../../assertions/duration';
import { isAt } from '../../compare';
import { nameKey } from '../../nameKey';
import type { EvidenceIndex } from '../EvidenceIndex';
import { agrees } from './slots';

/** How long something lasted is the time between two events. */
function asGap(given: Assertion): Assertion {
  if (given.type !== 'duration') return given;
  const { of, evidence, quantity } = given;
  const ends = endsOf({ of, evidence });
  return ends ? { type: 'gap', ...ends, quantity } : given;
}

/** Whether given assertions say what one of the grammar says, with its numbers, times and names. */
export function isCovered(
  said: Assertion,
  given: readonly Assertion[],
  index: EvidenceIndex,
): boolean {
  return [...given, ...given.map(asGap)].some(
    one =>
      (one.type === said.type && saysFields(said, one, index)) ||
      implies(one, said, index),
  );
}

/** The time between events says that there were these, and which was first. */
function implies(
  given: Assertion,
  said: Assertion,
  index: EvidenceIndex,
): boolean {
  if (given.type !== 'gap' && given.type !== 'order') return false;
  const [a, b] =
    given.type === 'gap' ? [given.from, given.to] : [given.first, given.second];
  const isSame = (one: EventRef, other: EventRef) =>
    index.eventKey(one.evidence) === index.eventKey(other.evidence) &&
    (one.pointer ?? '') === (other.pointer ?? '');
  switch (said.type) {
    case 'order':
      return (
        given.type === 'gap' &&
        given.quantity.value > 0 &&
        said.relation === 'before' &&
        isSame(said.first, a) &&
        isSame(said.second, b)
      );
    case 'alert': {
      const pointer = said.event === 'fired' ? '/startsAt' : '/endsAt';
      return (
        !said.at &&
        [a, b].some(one => isSame(one, { evidence: said.evidence, pointer }))
      );
    }
    case 'deploymentChange':
    case 'log':
    case 'quotation':
      return (
        !said.at &&
        [a, b].some(
          ({ evidence, pointer }) =>
            evidence === said.evidence &&
            (said.type !== 'quotation' || pointer === said.pointer),
        )
      );
    default:
      return false;
  }
}

function saysFields(
  said: unknown,
  given: unknown,
  index: EvidenceIndex,
  field?: string,
): boolean {
  if (said === undefined) return true;
  // Whose it is, the evidence itself says
  if (given === undefined) return field === 'service';
  if (typeof said === 'string' && typeof given === 'string') {
    return isSameText(said, given, index, field);
  }
  if (typeof said !== 'object' || said === null) return said === given;
  if (typeof given !== 'object' || given === null) return false;
  if ('precision' in said && 'precision' in given) {
    return agrees(said as Quantity, given as Quantity);
  }
  if ('precisionMs' in said && 'precisionMs' in given) {
    return isAt(said as Instant, Date.parse((given as Instant).at));
  }
  return Object.entries(said).every(([key, value]) =>
    saysFields(value, (given as Record<string, unknown>)[key], index, key),
  );
}

function isSameText(
  said: string,
  given: string,
  index: EvidenceIndex,
  field?: string,
): boolean {
  switch (field) {
    case 'evidence':
      return index.eventKey(said) === index.eventKey(given);
    case 'service':
      return index.facts.isSameService(said, given);
    case 'text':
      return nameKey(given).includes(nameKey(said));
    default:
      return nameKey(said) === nameKey(given);
  }
}
