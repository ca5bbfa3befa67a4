import { useEffect, type RefObject } from 'react';

/** How long what loads late may still move the text, in milliseconds. */
const SETTLING = 5000;
/** With these the reader goes on. */
const READING = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Scrolls to the claim or the section that the address names, when the document
 * opens and while what loads late moves it.
 */
export function useOpeningScroll(
  container: RefObject<HTMLElement>,
  selectedClaim: string | undefined,
) {
  useEffect(() => {
    const hash = decodeURIComponent(window.location.hash.slice(1));
    const text = container.current;
    if (!text || (!selectedClaim && !hash)) return undefined;
    const scroll = () => {
      const target = selectedClaim
        ? text.querySelector(`[data-claim="${CSS.escape(selectedClaim)}"]`)
        : document.getElementById(hash);
      target?.scrollIntoView();
    };
    scroll();
    const moved = new ResizeObserver(scroll);
    moved.observe(text);
    const stop = () => moved.disconnect();
    const timer = setTimeout(stop, SETTLING);
    READING.forEach(name => window.addEventListener(name, stop));
    return () => {
      stop();
      clearTimeout(timer);
      READING.forEach(name => window.removeEventListener(name, stop));
    };
    // Later selections are made on the page itself
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
