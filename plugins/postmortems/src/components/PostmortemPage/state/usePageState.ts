import { useCallback, useMemo } from 'react';
import { useSearchParams } from '../../../routing';

/** The views of a postmortem. */
export const VIEWS = [
  'postmortem',
  'timeline',
  'investigation',
  'provenance',
  'history',
  'activity',
] as const;

type View = (typeof VIEWS)[number];

/** The state of the page that is kept in its URL. */
type PageState = {
  view: View;
  claim?: string;
  attention: boolean;
  /** The revision that the history begins to show at. */
  revision?: string;
};

/** The state in the URL, and a function that changes parts of it. */
export function usePageState(): [
  PageState,
  (change: Partial<PageState>) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const state = useMemo<PageState>(
    () => ({
      view: VIEWS.find(view => view === parameters.get('view')) ?? 'postmortem',
      claim: parameters.get('claim') ?? undefined,
      attention: parameters.get('attention') === 'true',
      revision: parameters.get('revision') ?? undefined,
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
