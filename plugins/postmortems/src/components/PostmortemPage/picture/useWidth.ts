import { useLayoutEffect, useRef, useState } from 'react';

/** Where nothing is laid out, as in tests. */
const UNKNOWN_WIDTH = 800;

/** The width of an element in whole pixels, as it changes. */
export function useWidth<T extends Element>() {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(UNKNOWN_WIDTH);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = () =>
      setWidth(Math.floor(element.clientWidth) || UNKNOWN_WIDTH);
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
