import { FONT_SIZE, LINE, showElement, type Canvas, type Lane } from './canvas';
import { svgElement, type SvgElement } from './svg';

const ROWS = 3;
const PADDING = 4;
const VERY_FAR = 1e6;

/** The names of the phases, each at its beginning. */
export function phaseLane(canvas: Canvas, top: number): Lane {
  const { picture, words, colours, placer, plot, x } = canvas;
  let bottom = top + FONT_SIZE;
  for (const { at } of picture.phases) {
    placer.avoid({ x: x(at), y: top, width: 1, height: VERY_FAR });
  }
  const labels = picture.phases.map(({ phase, at }, index) => {
    const name = words.labels.phases[phase];
    const { time } = canvas.element(`phase-${index}`);
    const places = [`${name} ${time}`, name].flatMap(text =>
      Array.from({ length: ROWS }, (_, row) => row).flatMap(row =>
        (['start', 'end'] as const).map(anchor => ({
          text,
          anchor,
          halo: colours.background,
          x: x(at) + (anchor === 'start' ? PADDING : -PADDING),
          y: top + FONT_SIZE + row * LINE,
          size: FONT_SIZE,
          weight: 600,
          fill: colours.text,
        })),
      ),
    );
    const label = placer.place(
      places.filter(
        ({ anchor, x: start }) => anchor === 'start' || start > plot.left,
      ),
    );
    bottom = Math.max(bottom, Number(label?.attributes.y ?? 0) + PADDING);
    return label;
  });
  bottom += PADDING;
  const nodes = picture.phases.map(({ at }, index) => {
    const label = labels[index];
    const y = label ? Number(label.attributes.y) - FONT_SIZE : bottom - LINE;
    return showElement(
      canvas,
      `phase-${index}`,
      { x: x(at) - 1, y, width: 2, height: LINE },
      [
        svgElement('line', {
          x1: x(at),
          x2: x(at),
          y1: y,
          y2: bottom,
          stroke: colours.phaseLine,
        }),
        ...(label ? [label] : []),
      ],
    );
  });
  return { nodes, bottom };
}

/** Each phase from its beginning to the next, behind everything else. */
export function phaseShades(
  { picture, colours, plot, x }: Canvas,
  top: number,
  bottom: number,
): SvgElement[] {
  return picture.phases.flatMap(({ phase, at }, index) => {
    const start = x(at);
    const next = picture.phases[index + 1];
    const end = next ? x(next.at) : plot.right;
    return [
      svgElement('rect', {
        x: start,
        y: top,
        width: Math.max(0, end - start),
        height: bottom - top,
        fill: colours.phases[phase],
      }),
      svgElement('line', {
        x1: start,
        x2: start,
        y1: top,
        y2: bottom,
        stroke: colours.phaseLine,
      }),
    ];
  });
}
