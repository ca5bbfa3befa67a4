import { useEffect, useRef } from 'react';
import type { View } from './address';

/** Id of the heading of a list. */
export const LIST_HEADING_ID = 'list-heading';

/** Gives the focus to the heading of the list, which stays whatever becomes of the list. */
export function focusListHeading(): void {
  document.getElementById(LIST_HEADING_ID)?.focus();
}

/** Id of the heading of a metric. */
export function metricHeadingId(metric: string): string {
  return `metric-${metric}`;
}

/** Attribute of the sections that show a metric, with its name. */
const METRIC_ATTRIBUTE = 'data-metric';

/**
 * Keeps the focus on the page when the link that had it is gone: on the heading of the list that it led to, or back on the metric that
 * one came from.
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
    // A bar of a chart takes a click, and no focus
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
    const showsMetrics = view.view === 'learning' && !view.drillDown;
    const id = showsMetrics
      ? metric.current && metricHeadingId(metric.current)
      : LIST_HEADING_ID;
    if (id) document.getElementById(id)?.focus();
  }, [view]);
}
