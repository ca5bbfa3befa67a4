import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * As the `ref` of a button, a checkbox or a radio button: has the focus once it is there. These draw a ripple around the focus that
 * is mounted a commit later than they are; with `autoFocus`, or `focusOnMount`, they throw when the keyboard was used last.
 */
export function useMountFocus<E extends HTMLElement>(): RefObject<E> {
  const element = useRef<E>(null);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  useEffect(() => {
    if (mounted) element.current?.focus();
  }, [mounted]);
  return element;
}
