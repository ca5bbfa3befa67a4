import { useCallback, useMemo } from 'react';
import { useSearchParams } from '../../routing';

/** Ways to look at a postmortem. */
export const VIEWS = [
  'document',
  'timeline',
  'investigation',
  'provenance',
  'history',
] as const;

export type View = (typeof VIEWS)[number];

/** What of the page is in its address, so that a link leads back to it. */
export type PageState = {
  view: View;
  claim?: string;
  attention: boolean;
};

/** The page's state in the URL, and how to change parts of it. */
export function usePageState(): [
  PageState,
  (change: Partial<PageState>) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const state = useMemo<PageState>(
    () => ({
      view: VIEWS.find(view => view === parameters.get('view')) ?? 'document',
      claim: parameters.get('claim') ?? undefined,
      attention: parameters.get('attention') === 'true',
    }),
    [parameters],
  );
  const change = useCallback(
    (changes: Partial<PageState>) =>
      setParameters(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined || value === false) next.delete(name);
            else next.set(name, `${value}`);
          }
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return [state, change];
}
