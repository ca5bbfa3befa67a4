import { useEffect, useState } from 'react';
import { sectionElementId, type ContentsId } from './sectionElementId';

/** The section that is read: the last one whose heading is in the upper part of the window, or above it. */
export function useVisibleSection(
  ids: readonly ContentsId[],
): ContentsId | undefined {
  const [visible, setVisible] = useState<ContentsId>();
  const key = ids.join(' ');
  useEffect(() => {
    const update = () => {
      const all = key.split(' ') as ContentsId[];
      const read = all.filter(id => {
        const heading = document.getElementById(sectionElementId(id));
        return (
          heading &&
          heading.getBoundingClientRect().top < window.innerHeight / 3
        );
      });
      setVisible(read.at(-1) ?? all[0]);
    };
    update();
    // Backstage scrolls an element of its own, whose events do not bubble
    const options = { capture: true, passive: true };
    window.addEventListener('scroll', update, options);
    return () => window.removeEventListener('scroll', update, options);
  }, [key]);
  return visible;
}
