import {
  resolvePointer,
  type Assertion,
  type EvidenceFilter,
  type Quantity,
} from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../../nameKey';
import {
  byteScale,
  lengthPrecision,
  roundedValue,
} from '../../render/quantities';
import { english } from '../../render';
import type { SealedFacts } from '../../SealedFacts';
import { asserts } from '../nouns/quotes';

const PRECISIONS_MS = [1, 1000, 60_000, 3_600_000, 86_400_000];
/** Zones are not an hour from each other everywhere. */
const QUARTER_MS = 15 * 60_000;

/**
 * Whether the renderer's words for an assertion say all that it is evaluated by.
 * Somebody may give one whose numbers hold only because their precision, which no
 * word tells, is coarse; or with other words in the place of a name.
 */
export function isPlainlyStated(
  assertion: Assertion,
  facts: SealedFacts,
): boolean {
  return (
    everyField(assertion, facts) &&
    hasKnownUnit(assertion, facts) &&
    quotesFairly(assertion, facts) &&
    isPlainRecord(assertion, facts)
  );
}

function everyField(value: unknown, facts: SealedFacts): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (isQuantity(value) && !isRoundedAsShown(value)) return false;
  if ('precisionMs' in value && 'at' in value && !isAligned(value)) {
    return false;
  }
  return Object.entries(value).every(([key, inner]) => {
    switch (key) {
      case 'service':
        return isKnownService(String(inner), facts);
      case 'part':
      case 'whole':
      case 'set':
      case 'having':
      case 'filter':
        return (
          isPlainFilter(inner as EvidenceFilter) && everyField(inner, facts)
        );
      default:
        return everyField(inner, facts);
    }
  });
}

function isQuantity(value: object): value is Quantity {
  return 'precision' in value && 'value' in value && 'bound' in value;
}

/** Not coarser than the digits that the renderer shows. */
function isRoundedAsShown({ value, unit, precision }: Quantity): boolean {
  if (unit === 'seconds') {
    const length = Math.abs(value);
    const smallest = length > 0 && length % 60 === 0 ? 60 : lastDigitOf(value);
    return precision <= Math.max(smallest, lengthPrecision(length));
  }
  if (unit === 'bytes') {
    const scale = 1024 ** byteScale(value);
    return precision <= lastDigitOf(roundedValue(value / scale)) * scale;
  }
  return precision <= lastDigitOf(value);
}

/** The size of the last digit of a number; from a million on, zeros at its end are no digits. */
function lastDigitOf(value: number): number {
  const [, whole, decimals] = /^-?(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === undefined) return 0;
  if (decimals) return 10 ** -decimals.length;
  const zeros = /0*$/.exec(whole)![0].length;
  return whole.length > 6 ? 10 ** Math.min(zeros, whole.length - 3) : 1;
}

/** A time that its digits say: `10:05` is no other moment of that minute. */
function isAligned({ at, precisionMs }: { at: unknown; precisionMs: unknown }) {
  const size = Number(precisionMs);
  return (
    PRECISIONS_MS.includes(size) &&
    Date.parse(String(at)) % Math.min(size, QUARTER_MS) === 0
  );
}

function isKnownService(name: string, facts: SealedFacts): boolean {
  const key = facts.serviceKey(name);
  return (
    facts.services.some(({ ref }) => facts.serviceKey(ref) === key) ||
    [...facts.all()].some(
      ({ node }) => facts.serviceKey(node.metadata.service) === key,
    )
  );
}

/** With a kind that has words, and names that are names. */
function isPlainFilter({ kind, name, level }: EvidenceFilter): boolean {
  return (
    (kind === undefined ||
      (kind !== 'other' && Object.hasOwn(english.selection.kind, kind))) &&
    [name, level].every(one => one === undefined || /^\S{1,100}$/.test(one))
  );
}

/** A unit of its own is the one that the metric has. */
function hasKnownUnit(assertion: Assertion, facts: SealedFacts): boolean {
  const nouns = JSON.stringify(assertion).includes('"noun":');
  if (!nouns) return true;
  if (!('series' in assertion)) return false;
  const unit = facts.node(assertion.series.evidence)?.node.payload.unit;
  return Object.values(assertion).every(
    value =>
      typeof value !== 'object' ||
      value === null ||
      !('noun' in value) ||
      value.noun === unit,
  );
}

/** A quotation is no part of a passage whose other words take it back. */
function quotesFairly(assertion: Assertion, facts: SealedFacts): boolean {
  if (!('text' in assertion) || assertion.text === undefined) {
    return assertion.type === 'step' ? isWholeStep(assertion, facts) : true;
  }
  const { text, evidence } = assertion;
  const payload = facts.document(evidence ?? '') as
    | Record<string, unknown>
    | undefined;
  const source =
    assertion.type === 'quotation'
      ? resolvePointer(payload, assertion.pointer)
      : payload?.message ?? payload?.text;
  return isFairPart(String(source ?? ''), text);
}

function isWholeStep(
  { evidence, explanation, hypothesis }: Extract<Assertion, { type: 'step' }>,
  facts: SealedFacts,
): boolean {
  const payload = facts.node(evidence)?.node.payload ?? {};
  const recorded = resolvePointer(payload, '/validation/explanation');
  return [
    [explanation, recorded],
    [hypothesis, payload.hypothesis],
  ].every(
    ([stated, actual]) =>
      stated === undefined || isFairPart(String(actual ?? ''), String(stated)),
  );
}

function isFairPart(source: string, part: string): boolean {
  const key = nameKey(source);
  const stated = nameKey(part).replace(/\s*(?:…|\.\.\.)$/, '');
  const isMarked = /(?:…|\.\.\.)\s*$/.test(part) && key.startsWith(stated);
  return (
    key === stated || isMarked || asserts(key, stated.replace(/[.!]$/, ''))
  );
}

/** Of the record only what is compared is said of it. */
function isPlainRecord(assertion: Assertion, facts: SealedFacts): boolean {
  switch (assertion.type) {
    case 'record':
      return (
        new Set(assertion.values).size === assertion.values.length &&
        (assertion.field === 'services' || assertion.values.length === 1)
      );
    case 'quotation':
      return (
        (!assertion.source && !assertion.service) ||
        facts.node(assertion.evidence) !== undefined
      );
    case 'dependency':
      return [assertion.from, assertion.to].every(name =>
        isKnownService(name, facts),
      );
    default:
      return true;
  }
}
