import { useRef } from 'react';

/**
 * The last value that was defined: keeps showing a list while the next one
 * loads.
 */
export function useLastDefined<T>(value: T | undefined): T | undefined {
  const last = useRef<T>();
  if (value !== undefined) last.current = value;
  return value ?? last.current;
}
