import { useRef } from 'react';

/** The last value that was there, for as long as the next one is on its way. */
export function useSettled<T>(value: T | undefined): T | undefined {
  const last = useRef<T>();
  if (value !== undefined) last.current = value;
  return value ?? last.current;
}
