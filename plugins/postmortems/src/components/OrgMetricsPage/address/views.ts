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

/** The incidents behind a metric, or behind a part of it. */
export type DrillDown = {
  metric: OrgMetric;
  part?: 'hits' | 'misses';
  /** Of coverage. */
  verdict?: Verdict;
  /** Its id. */
  category?: string;
  /** Of a category, e.g. `2026-03`. */
  month?: string;
  /** Of a distribution, in minutes. */
  atLeast?: number;
  below?: number;
  order: 'newest' | 'longest';
};

/** The metrics, or what stands behind one of them. */
export type LearningView = { view: 'learning'; drillDown?: DrillDown };

/** The list of postmortems. */
export type PostmortemsView = {
  view: 'postmortems';
  /** What is searched for. */
  q?: string;
  status?: ReviewStatus;
  order: PostmortemOrder;
};

/** The list of action items. */
export type ActionItemsView = {
  view: 'action-items';
  /** Absent for all of them. */
  status?: ActionItemStatus;
  /** A group, or `none` for items that nobody owns. */
  group?: string;
};

/** What the page shows of the incidents that its filters choose. */
export type View = LearningView | PostmortemsView | ActionItemsView;

export const VIEWS = ['learning', 'postmortems', 'action-items'] as const;

/** The action items that one sees first: those that wait for somebody. */
export const DEFAULT_STATUS: ActionItemStatus = 'open';
const ALL = 'all';

/** A view as it is before anything is chosen in it. */
export function plainView(view: View['view']): View {
  switch (view) {
    case 'postmortems':
      return { view, order: 'newest' };
    case 'action-items':
      return { view, status: DEFAULT_STATUS };
    default:
      return { view: 'learning' };
  }
}

/** Reads the view of an address; what it cannot read is left out. */
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
      return { view: 'learning', drillDown: readDrillDown(parameters) };
  }
}

/** The view as parameters of an address, without those that say nothing. */
export function writeView(view: View): [string, string][] {
  const { view: name } = view;
  const written: Record<string, string | number | undefined> = {
    view: name === 'learning' ? undefined : name,
  };
  if (view.view === 'learning' && view.drillDown) {
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

/** Lower and upper bound of each bucket of a distribution, in minutes. */
export function bucketBounds(): { atLeast?: number; below?: number }[] {
  return [...DURATION_BUCKETS, undefined].map((below, index) => ({
    ...(index > 0 && { atLeast: DURATION_BUCKETS[index - 1] }),
    ...(below !== undefined && { below }),
  }));
}

function readDrillDown(parameters: URLSearchParams): DrillDown | undefined {
  const given = (names: string[]) =>
    Object.fromEntries(
      names.flatMap(name => {
        const value = parameters.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
  const { data } = listOrgMetricIncidentsQuerySchema.safeParse(
    given([
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
