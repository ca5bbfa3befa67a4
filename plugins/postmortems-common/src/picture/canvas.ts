import { scaleLinear } from 'd3-scale';
import type { IncidentPicture } from '../schema';
import {
  describePictureElement,
  listPictureElements,
  type PictureElement,
  type PictureWords,
} from './elements';
import { LabelPlacer, type Box } from './LabelPlacer';
import { rowNames, type RowNames } from './rowNames';
import { svgElement, type SvgElement } from './svg';
import { plainText, textWidth } from './text';
import type { PictureColours } from './theme';
import { pictureTimes, type PictureTimes } from './times';

/** From this width on, names stand beside the plot, not above it. */
const WIDE = 640;
/** The least and most room for names beside the plot. */
const GUTTER = { min: 90, max: 190 };
const MARGIN = 12;
const NARROW_MARGIN = 7;
const MIN_PLOT = 120;
/** Smallest width and height that a pointer can be expected to meet. */
const MIN_TARGET = 14;

export const FONT_SIZE = 11;
export const LINE = 15;

/** What all lanes of a picture are drawn with. */
export type Canvas = {
  picture: IncidentPicture;
  words: PictureWords;
  colours: PictureColours;
  times: PictureTimes;
  width: number;
  isWide: boolean;
  plot: { left: number; right: number };
  /** The place of a time; the nearest edge for one outside of the window. */
  x(at: string | number): number;
  placer: LabelPlacer;
  names: RowNames;
  /** By evidence id, how high its element is at a place; for the line from cause to effect. */
  yOf: Map<string, (x: number) => number>;
  element(id: string): PictureElement;
};

/** A lane from its top to its bottom. */
export type Lane = { nodes: SvgElement[]; bottom: number };

export function createCanvas(
  picture: IncidentPicture,
  options: PictureWords & { width: number; colours: PictureColours },
): Canvas {
  const { labels, timeZone, colours } = options;
  const words = { labels, timeZone };
  const isWide = options.width >= WIDE;
  const times = pictureTimes(picture.window, timeZone);
  const names = rowNames(picture, labels);
  const margin = isWide ? MARGIN : NARROW_MARGIN;
  const left = margin + (isWide ? gutterFor(names, times) : 0);
  const width = Math.max(options.width || 0, left + margin + MIN_PLOT);
  const plot = { left, right: width - margin };
  const scale = scaleLinear()
    .domain([times.from, times.to])
    .range([plot.left, plot.right])
    .clamp(true);
  const elements = new Map(
    listPictureElements(picture, words).map(one => [one.id, one]),
  );
  return {
    picture,
    words,
    colours,
    times,
    width,
    isWide,
    plot,
    x: at => scale(typeof at === 'number' ? at : Date.parse(at)),
    placer: new LabelPlacer({
      x: 2,
      y: 0,
      width: width - 4,
      height: Number.MAX_SAFE_INTEGER,
    }),
    names,
    yOf: new Map(),
    element: id => elements.get(id)!,
  };
}

function gutterFor(
  { alerts, series, chat }: RowNames,
  { caption }: PictureTimes,
): number {
  const widths = [...alerts, ...series, chat, caption]
    .flat()
    .map(name => textWidth(plainText(name), FONT_SIZE));
  const widest = Math.max(0, ...widths) + MARGIN;
  return Math.min(GUTTER.max, Math.max(GUTTER.min, widest));
}

/**
 * What shows one element, with its description and the area that means it.
 *
 * @param options - `target` is that area, if it is not the box; `yAt` the height of
 *   the element at a place, if it is not the middle of the box
 */
export function showElement(
  canvas: Canvas,
  id: string,
  box: Box,
  nodes: readonly SvgElement[],
  options: { target?: SvgElement; yAt?(x: number): number } = {},
): SvgElement {
  const { target = targetOf(box), yAt = () => box.y + box.height / 2 } =
    options;
  const element = canvas.element(id);
  const evidence = element.evidence?.evidence;
  if (evidence !== undefined && !canvas.yOf.has(evidence)) {
    canvas.yOf.set(evidence, yAt);
  }
  return {
    ...svgElement('g', {}, [
      svgElement('title', {}, [describePictureElement(element)]),
      { ...target, isTarget: true },
      ...nodes,
    ]),
    shows: id,
  };
}

function targetOf(box: Box): SvgElement {
  const width = Math.max(box.width, MIN_TARGET);
  const height = Math.max(box.height, MIN_TARGET);
  return svgElement('rect', {
    x: box.x - (width - box.width) / 2,
    y: box.y - (height - box.height) / 2,
    width,
    height,
    rx: 2,
    fill: 'none',
    pointerEvents: 'all',
  });
}

/**
 * The name of a row: line by line beside the plot, or in one line above the row in a
 * narrow picture.
 *
 * @returns where the row's marks begin
 */
export function nameRow(
  canvas: Canvas,
  top: number,
  lines: readonly string[],
): { nodes: SvgElement[]; top: number } {
  const { isWide, plot, placer, colours } = canvas;
  const room = isWide ? plot.left - 2 * MARGIN : plot.right - plot.left;
  const shown = isWide ? lines : [lines.join(' · ')];
  const nodes = shown.flatMap(
    (text, index) =>
      placer.place([
        {
          text,
          x: isWide ? plot.left - MARGIN : plot.left,
          anchor: isWide ? 'end' : 'start',
          y: top + FONT_SIZE + index * LINE,
          size: FONT_SIZE,
          maxWidth: room,
          halo: colours.background,
          fill: index === 0 ? colours.text : colours.mutedText,
        },
      ]) ?? [],
  );
  return { nodes, top: isWide ? top : top + LINE };
}
