/** Attributes by the names that React has for them, with those of SVG. */
const ATTRIBUTES: Record<SvgAttribute, string> = {
  'aria-label': 'aria-label',
  cx: 'cx',
  cy: 'cy',
  d: 'd',
  fill: 'fill',
  fontFamily: 'font-family',
  fontSize: 'font-size',
  fontWeight: 'font-weight',
  height: 'height',
  paintOrder: 'paint-order',
  pointerEvents: 'pointer-events',
  r: 'r',
  role: 'role',
  rx: 'rx',
  stroke: 'stroke',
  strokeDasharray: 'stroke-dasharray',
  strokeLinejoin: 'stroke-linejoin',
  strokeOpacity: 'stroke-opacity',
  strokeWidth: 'stroke-width',
  textAnchor: 'text-anchor',
  viewBox: 'viewBox',
  width: 'width',
  x: 'x',
  x1: 'x1',
  x2: 'x2',
  xmlns: 'xmlns',
  y: 'y',
  y1: 'y1',
  y2: 'y2',
};

/** An attribute by the name that React has for it. @public */
export type SvgAttribute =
  | 'aria-label'
  | 'cx'
  | 'cy'
  | 'd'
  | 'fill'
  | 'fontFamily'
  | 'fontSize'
  | 'fontWeight'
  | 'height'
  | 'paintOrder'
  | 'pointerEvents'
  | 'r'
  | 'role'
  | 'rx'
  | 'stroke'
  | 'strokeDasharray'
  | 'strokeLinejoin'
  | 'strokeOpacity'
  | 'strokeWidth'
  | 'textAnchor'
  | 'viewBox'
  | 'width'
  | 'x'
  | 'x1'
  | 'x2'
  | 'xmlns'
  | 'y'
  | 'y1'
  | 'y2';

/**
 * An element of an SVG as plain data: for {@link serialiseSvg}, or for a
 * component that makes React elements of it.
 *
 * @public
 */
export type SvgElement = {
  tag: 'svg' | 'title' | 'g' | 'rect' | 'line' | 'path' | 'circle' | 'text';
  attributes: Readonly<Partial<Record<SvgAttribute, string | number>>>;
  children: readonly (SvgElement | string)[];
  /** Id of the picture's element that it shows. */
  shows?: string;
  /** The area in which a pointer means the element around it. */
  isTarget?: boolean;
};

/** Numbers are rounded to hundredths. */
export function svgElement(
  tag: SvgElement['tag'],
  attributes: SvgElement['attributes'],
  children: SvgElement['children'] = [],
): SvgElement {
  return {
    tag,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        typeof value === 'number' ? rounded(value) : value,
      ]),
    ),
    children,
  };
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * The SVG as XML. Everything that is not a name of SVG is escaped, and
 * characters that XML does not allow are left out.
 *
 * @public
 */
export function serialiseSvg({
  tag,
  attributes,
  children,
}: SvgElement): string {
  const written = Object.entries(attributes).map(
    ([name, value]) =>
      ` ${ATTRIBUTES[name as SvgAttribute]}="${escapeXml(`${value}`)}"`,
  );
  const content = children.map(child =>
    typeof child === 'string' ? escapeXml(child) : serialiseSvg(child),
  );
  return content.length > 0
    ? `<${tag}${written.join('')}>${content.join('')}</${tag}>`
    : `<${tag}${written.join('')}/>`;
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeXml(text: string): string {
  return text
    .replace(
      /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu,
      '',
    )
    .replace(/[&<>"']/g, character => ESCAPES[character]);
}
