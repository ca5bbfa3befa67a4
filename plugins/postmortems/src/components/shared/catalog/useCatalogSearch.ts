import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import type { CatalogOptions, CatalogSearch } from './catalogSearch';

const DEBOUNCE_MS = 250;

/**
 * The search results for the typed text, debounced. Searches only while the
 * list is open, and never returns results of an earlier text.
 */
export function useCatalogSearch(
  search: CatalogSearch,
  options: { typed: string; open: boolean },
): { found?: CatalogOptions; error?: Error } {
  const { typed, open } = options;
  const [term, setTerm] = useState(typed);
  useDebounce(() => setTerm(typed), DEBOUNCE_MS, [typed]);
  const { value, error, loading } = useAsync(
    async () => (open ? { term, ...(await search(term)) } : undefined),
    [search, term, open],
  );
  return {
    found: !loading && value?.term === typed ? value : undefined,
    error: !loading && term === typed ? error : undefined,
  };
}
