import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * The ref of a button, checkbox or radio button that takes the focus once it
 * is mounted. These components mount their focus ripple a commit later, and
 * throw with `autoFocus` or `focusOnMount` after keyboard input.
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
