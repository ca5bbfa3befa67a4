import {
  retrospectiveOrderSchema,
  reviewStatusSchema,
  severitySchema,
  themeSchema,
  type RetrospectiveOrder,
  type ReviewStatus,
  type Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from '../../routing';

/** Days that one can look back. */
export const PERIODS = ['30', '90', '365', '1095'] as const;
export const ONLY = [
  'unpublished',
  'published',
  'open_items',
  'doubtful',
] as const;

export type ListFilters = {
  period: (typeof PERIODS)[number];
  entity?: string;
  severity?: ReturnType<typeof severitySchema.parse>;
  tier?: string;
  status?: ReviewStatus;
  only?: (typeof ONLY)[number];
  theme?: Theme;
  q?: string;
  order: RetrospectiveOrder;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is looked at, kept in the page's address so that a link leads back to it. */
export function useListFilters(): [
  ListFilters,
  (change: Partial<ListFilters>) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const filters = useMemo<ListFilters>(() => {
    const one = (name: string) => parameters.get(name) ?? undefined;
    return {
      period: PERIODS.find(period => period === one('period')) ?? '90',
      entity: one('entity'),
      severity: severitySchema.safeParse(one('severity')).data,
      tier: one('tier'),
      status: reviewStatusSchema.safeParse(one('status')).data,
      only: ONLY.find(only => only === one('only')),
      theme: themeSchema.safeParse(one('theme')).data,
      q: one('q'),
      order: retrospectiveOrderSchema.safeParse(one('order')).data ?? 'newest',
    };
  }, [parameters]);
  const change = useCallback(
    (changes: Partial<ListFilters>) =>
      setParameters(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return [filters, change];
}

/** The part of the filters that figures and list share, as the API takes it. */
export function toQuery({ period, entity, severity, tier }: ListFilters) {
  // Whole hours, so that the same page asks the same question for a while
  const hour = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  return {
    from: new Date(hour - Number(period) * DAY_MS).toISOString(),
    to: new Date(hour).toISOString(),
    ...(entity && { entityRef: entity }),
    ...(severity && { severity }),
    ...(tier && { tier }),
  };
}
