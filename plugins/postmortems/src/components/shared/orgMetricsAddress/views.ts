import {
  actionItemStatusSchema,
  DURATION_BUCKETS,
  entityRefSchema,
  listOrgMetricIncidentsQuerySchema,
  listPostmortemsQuerySchema,
  postmortemOrderSchema,
  reviewStatusSchema,
  type ActionItemStatus,
  type OrgMetric,
  type PostmortemOrder,
  type ReviewStatus,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';

/** The incidents behind an org metric, or behind a part of it. */
export type DrillDown = {
  metric: OrgMetric;
  part?: 'numerator' | 'rest';
  /** For coverage. */
  verdict?: Verdict;
  /** The id of a category. */
  category?: string;
  /** Of a category, e.g. `2026-03`. */
  month?: string;
  /** Of a distribution, in minutes. */
  atLeast?: number;
  below?: number;
  order: 'newest' | 'longest';
};

/** The org metrics, or the incidents behind one of them. */
export type MetricsView = { view: 'metrics'; drillDown?: DrillDown };

/** The list of postmortems. */
export type PostmortemsView = {
  view: 'postmortems';
  /** The search term. */
  q?: string;
  status?: ReviewStatus;
  order: PostmortemOrder;
};

/** The list of action items. */
export type ActionItemsView = {
  view: 'action-items';
  /** Absent for all of them. */
  status?: ActionItemStatus;
  /** A group, or `none` for items without owner. */
  group?: string;
};

/** What the page shows for its filters. */
export type View = MetricsView | PostmortemsView | ActionItemsView;

export const VIEWS = ['metrics', 'postmortems', 'action-items'] as const;

const DEFAULT_STATUS: ActionItemStatus = 'open';
const ALL = 'all';

/** A view with its defaults. */
export function defaultView(view: View['view']): View {
  switch (view) {
    case 'postmortems':
      return { view, order: 'newest' };
    case 'action-items':
      return { view, status: DEFAULT_STATUS };
    default:
      return { view: 'metrics' };
  }
}

/** Parses the view of an address, without invalid parts. */
export function readView(parameters: URLSearchParams): View {
  const one = (name: string) => parameters.get(name) ?? undefined;
  switch (one('view')) {
    case 'postmortems':
      return {
        view: 'postmortems',
        q: listPostmortemsQuerySchema.shape.q.safeParse(one('q')).data,
        status: reviewStatusSchema.safeParse(one('status')).data,
        order: postmortemOrderSchema.safeParse(one('order')).data ?? 'newest',
      };
    case 'action-items':
      return {
        view: 'action-items',
        status:
          one('status') === ALL
            ? undefined
            : actionItemStatusSchema.safeParse(one('status')).data ??
              DEFAULT_STATUS,
        group:
          one('group') === 'none'
            ? 'none'
            : entityRefSchema.safeParse(one('group')).data,
      };
    default:
      return { view: 'metrics', drillDown: readDrillDown(parameters) };
  }
}

/** The view as URL parameters, without defaults. */
export function writeView(view: View): [string, string][] {
  const { view: name } = view;
  const written: Record<string, string | number | undefined> = {
    view: name === 'metrics' ? undefined : name,
  };
  if (view.view === 'metrics' && view.drillDown) {
    const { order, ...drillDown } = view.drillDown;
    Object.assign(written, drillDown);
    if (order !== 'newest') written.order = order;
  } else if (view.view === 'postmortems') {
    const { q, status, order } = view;
    Object.assign(written, { q, status });
    if (order !== 'newest') written.order = order;
  } else if (view.view === 'action-items') {
    const { status = ALL, group } = view;
    if (status !== DEFAULT_STATUS) written.status = status;
    written.group = group;
  }
  return Object.entries(written).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  );
}

/** The lower and upper bound of each bucket in minutes. */
export function bucketBounds(): { atLeast?: number; below?: number }[] {
  return [...DURATION_BUCKETS, undefined].map((below, index) => ({
    ...(index > 0 && { atLeast: DURATION_BUCKETS[index - 1] }),
    ...(below !== undefined && { below }),
  }));
}

function readDrillDown(parameters: URLSearchParams): DrillDown | undefined {
  const parametersOf = (names: string[]) =>
    Object.fromEntries(
      names.flatMap(name => {
        const value = parameters.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
  const { data } = listOrgMetricIncidentsQuerySchema.safeParse(
    parametersOf([
      'metric',
      'part',
      'verdict',
      'category',
      'atLeast',
      'below',
      'order',
    ]),
  );
  if (!data) return undefined;
  const { metric, part, verdict, category, atLeast, below, order } = data;
  const month = parameters.get('month') ?? '';
  return {
    metric,
    part,
    verdict,
    category,
    atLeast,
    below,
    order,
    ...(metric === 'category' &&
      /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) && { month }),
  };
}
