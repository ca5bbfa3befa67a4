import type { SvgElement } from '@postmortems/backstage-plugin-postmortems-common';
import { createElement, type ReactNode, type SVGProps } from 'react';

/** Marks the area that a pointer means an element by; for styles. */
export const TARGET = 'data-target';

/**
 * A drawn element as React elements.
 *
 * @param propsOf - what is added to the group that shows an element of the picture
 */
export function svgNode(
  { tag, attributes, children, shows, isTarget }: SvgElement,
  propsOf: (shows: string) => SVGProps<SVGGElement>,
  key?: number,
): ReactNode {
  // The description is the label of the group, and shown by the page
  const shown = children.filter(
    child => typeof child === 'string' || child.tag !== 'title',
  );
  return createElement(
    tag,
    {
      ...attributes,
      ...(shows !== undefined && propsOf(shows)),
      ...(isTarget && { [TARGET]: true }),
      key,
    },
    ...shown.map((child, index) =>
      typeof child === 'string' ? child : svgNode(child, propsOf, index),
    ),
  );
}
