import { useEffect, useRef } from 'react';
import type { View } from '../../shared/orgMetricsAddress';

/** The DOM id of the heading of a list. */
export const LIST_HEADING_ID = 'list-heading';

/**
 * Focuses the heading of the list, which stays mounted when the list changes.
 */
export function focusListHeading(): void {
  document.getElementById(LIST_HEADING_ID)?.focus();
}

/** The DOM id of the heading of a metric. */
export function metricHeadingId(metric: string): string {
  return `metric-${metric}`;
}

/** Names the metric that a section shows. */
const METRIC_ATTRIBUTE = 'data-metric';

/**
 * Moves the focus when a followed link unmounts: to the heading of the list, and
 * later back to the metric that the link belonged to.
 */
export function useReturnFocus(view: View): void {
  const metric = useRef<string>();
  const before = useRef(view);
  useEffect(() => {
    const remember = ({ target }: Event) => {
      const section =
        target instanceof Element && target.closest(`[${METRIC_ATTRIBUTE}]`);
      if (section)
        metric.current = section.getAttribute(METRIC_ATTRIBUTE) ?? undefined;
    };
    // Bars of charts are clicked, but not focused
    document.addEventListener('focusin', remember);
    document.addEventListener('click', remember, true);
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('click', remember, true);
    };
  }, []);
  useEffect(() => {
    if (before.current === view) return;
    before.current = view;
    if (document.activeElement !== document.body) return;
    const showsMetrics = view.view === 'metrics' && !view.drillDown;
    const id = showsMetrics
      ? metric.current && metricHeadingId(metric.current)
      : LIST_HEADING_ID;
    if (id) document.getElementById(id)?.focus();
  }, [view]);
}
