import {
  entityRefSchema,
  severitySchema,
  type Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  DEFAULT_PERIOD,
  isDate,
  PERIODS,
  timespanOf,
  type Dates,
  type Period,
} from './period';

/** The entity kinds of each filter. */
const KINDS = {
  owner: ['group', 'user'],
  system: ['system'],
  domain: ['domain'],
} as const;

/** The filters by entity. `entity` takes any kind, most often a service. */
export type EntityFilter = keyof typeof KINDS | 'entity';

/** The filters of org metrics and lists. */
export type Filters = {
  period: Period | Dates;
  /** Full entity refs. */
  owner?: string;
  system?: string;
  domain?: string;
  entity?: string;
  tier?: string;
  /** Empty for all. */
  severity: Severity[];
};

const MAX_TIER_LENGTH = 64;

/** Parses the filters of an address, without invalid ones. */
export function readFilters(parameters: URLSearchParams): Filters {
  const entity = (name: EntityFilter) => {
    const { data } = entityRefSchema.safeParse(parameters.get(name));
    const kinds: readonly string[] | undefined =
      name === 'entity' ? undefined : KINDS[name];
    return data && kinds?.includes(data.split(':')[0]) !== false
      ? data
      : undefined;
  };
  const chosen = parameters.getAll('severity');
  return {
    period: readPeriod(parameters),
    owner: entity('owner'),
    system: entity('system'),
    domain: entity('domain'),
    entity: entity('entity'),
    tier: parameters.get('tier')?.trim().slice(0, MAX_TIER_LENGTH) || undefined,
    severity: severitySchema.options.filter(one => chosen.includes(one)),
  };
}

/** The filters as URL parameters, without defaults. */
export function writeFilters(filters: Filters): [string, string][] {
  const { period, owner, system, domain, entity, tier, severity } = filters;
  const written: [string, string | undefined][] = [
    ...(typeof period === 'object'
      ? Object.entries(period)
      : [optional('period', period === DEFAULT_PERIOD ? undefined : period)]),
    ['owner', owner],
    ['system', system],
    ['domain', domain],
    ['entity', entity],
    ['tier', tier],
    ...severity.map(one => optional('severity', one)),
  ];
  return written.filter((one): one is [string, string] => Boolean(one[1]));
}

/** Clears all filters except the period. */
export const NO_FILTERS = {
  owner: undefined,
  system: undefined,
  domain: undefined,
  entity: undefined,
  tier: undefined,
  severity: [],
} satisfies Omit<Record<keyof Filters, unknown>, 'period'>;

/** Whether any filter besides the period is set. */
export function hasFilters(filters: Filters): boolean {
  return writeFilters({ ...filters, period: DEFAULT_PERIOD }).length > 0;
}

/** The filters as the API takes them. */
export type FilterQuery = {
  from: string;
  to: string;
  entityRef?: string[];
  severity?: Severity[];
  tier?: string;
};

/** @see FilterQuery */
export function toQuery(filters: Filters): FilterQuery {
  const { owner, system, domain, entity, tier, severity, period } = filters;
  const entityRef = [owner, system, domain, entity].filter(
    (one): one is string => one !== undefined,
  );
  return {
    ...timespanOf(period),
    ...(entityRef.length > 0 && { entityRef }),
    ...(severity.length > 0 && { severity }),
    ...(tier && { tier }),
  };
}

function optional(name: string, value?: string): [string, string | undefined] {
  return [name, value];
}

function readPeriod(parameters: URLSearchParams): Period | Dates {
  const from = parameters.get('from') ?? '';
  const to = parameters.get('to') ?? '';
  if (isDate(from) && isDate(to) && from <= to) return { from, to };
  return (
    PERIODS.find(period => period === parameters.get('period')) ??
    DEFAULT_PERIOD
  );
}
