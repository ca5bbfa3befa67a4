import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import type { CatalogOptions, CatalogSearch } from './catalogSearch';

/** Pause in typing after which the catalog is asked, in milliseconds. */
const PAUSE_MS = 250;

/**
 * What the catalog has for what is typed. It is asked once the list is open. What was found for something else is not there for those
 * who type fast.
 */
export function useCatalogSearch(
  search: CatalogSearch,
  options: { typed: string; open: boolean },
): { found?: CatalogOptions; error?: Error } {
  const { typed, open } = options;
  const [term, setTerm] = useState(typed);
  useDebounce(() => setTerm(typed), PAUSE_MS, [typed]);
  const { value, error, loading } = useAsync(
    async () => (open ? { term, ...(await search(term)) } : undefined),
    [search, term, open],
  );
  return {
    found: !loading && value?.term === typed ? value : undefined,
    error: !loading && term === typed ? error : undefined,
  };
}
