import { scaleLinear } from 'd3-scale';
import type { PictureSeries } from '../schema';
import {
  FONT_SIZE,
  nameRow,
  showElement,
  type Canvas,
  type Lane,
} from './canvas';
import { rounded, svgElement, type SvgElement } from './svg';

const HEIGHT = 46;
const GAP = 10;
const DOT = 3;
/** For the value of the extreme, above or below it. */
const LABEL_ROOM = FONT_SIZE + 4;

/** A small line for each metric, with its extreme. */
export function seriesLane(canvas: Canvas, top: number): Lane {
  const { picture, names } = canvas;
  let bottom = top;
  const nodes = picture.series.flatMap((series, index) => {
    const named = nameRow(canvas, bottom, names.series[index]);
    bottom = named.top + HEIGHT + GAP;
    return [
      ...named.nodes,
      lineOf(canvas, series, `series-${index}`, named.top),
    ];
  });
  return { nodes, bottom };
}

function lineOf(
  canvas: Canvas,
  { points, extreme }: PictureSeries,
  id: string,
  top: number,
): SvgElement {
  const { x, plot, colours, placer, times } = canvas;
  const inWindow = points.filter(([at]) => {
    const time = Date.parse(at);
    return time >= times.from && time <= times.to;
  });
  const y = heightOf([...inWindow.map(([, value]) => value), extreme.value]);
  const isHigh = y(extreme.value) < 0.5;
  const place = (value: number) =>
    top + (isHigh ? LABEL_ROOM : DOT) + y(value) * (HEIGHT - DOT - LABEL_ROOM);
  const line = inWindow.map(([at, value]) => ({ x: x(at), y: place(value) }));
  const path = line
    .map(point => `${rounded(point.x)} ${rounded(point.y)}`)
    .join('L');
  const dot = { x: x(extreme.at), y: place(extreme.value) };
  const label = placer.place(
    (['middle', 'start', 'end'] as const).map(anchor => ({
      text: extreme.label,
      anchor,
      x: dot.x,
      y: dot.y + (isHigh ? -DOT - 2 : DOT + FONT_SIZE),
      size: FONT_SIZE,
      weight: 600,
      fill: colours.text,
      halo: colours.background,
    })),
  );
  return showElement(
    canvas,
    id,
    { x: plot.left, y: top, width: plot.right - plot.left, height: HEIGHT },
    [
      svgElement('line', {
        x1: plot.left,
        x2: plot.right,
        y1: top + HEIGHT,
        y2: top + HEIGHT,
        stroke: colours.line,
        strokeWidth: 1,
      }),
      ...(path
        ? [
            svgElement('path', {
              d: `M${path}`,
              fill: 'none',
              stroke: colours.series,
              strokeWidth: 1.5,
              strokeLinejoin: 'round',
            }),
          ]
        : []),
      svgElement('circle', {
        cx: dot.x,
        cy: dot.y,
        r: DOT,
        fill: colours.series,
      }),
      ...(label ? [label] : []),
    ],
    {
      yAt: left =>
        [dot, ...line].reduce((a, b) =>
          Math.abs(b.x - left) < Math.abs(a.x - left) ? b : a,
        ).y,
    },
  );
}

/** From 1 for the lowest to 0 for the highest value; the middle where all are equal. */
function heightOf(values: readonly number[]): (value: number) => number {
  const least = Math.min(...values);
  const most = Math.max(...values);
  // The difference of the largest numbers that there are is not one
  const shrink = Math.max(Math.abs(least), Math.abs(most)) > 1e300 ? 1e-10 : 1;
  const scale = scaleLinear()
    .domain([least * shrink, most * shrink])
    .range([1, 0])
    .clamp(true);
  return value => (least === most ? 0.5 : scale(value * shrink));
}
