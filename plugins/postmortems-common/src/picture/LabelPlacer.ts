import { svgElement, type SvgElement } from './svg';
import { fitText, textWidth } from './text';

export type Box = { x: number; y: number; width: number; height: number };

/** A text and where its baseline begins, ends or has its middle. */
export type Label = {
  text: string;
  x: number;
  y: number;
  size: number;
  anchor?: 'start' | 'middle' | 'end';
  weight?: number;
  fill: string;
  /** Colour around the letters, for a text among lines. */
  halo?: string;
  /** It is cut to this width; without it, it stands whole or not at all. */
  maxWidth?: number;
  /** A line to what it belongs to; no text may be in its way. */
  leader?: Box;
};

/** Parts of the font size that a line reaches above and below its baseline. */
const ASCENT = 0.85;
const DESCENT = 0.25;
const GAP = 3;

/** Keeps texts from overlapping each other and what else has been put down. */
export class LabelPlacer {
  readonly #bounds: Box;
  readonly #taken: Box[] = [];
  readonly #avoided: Box[] = [];

  constructor(bounds: Box) {
    this.#bounds = bounds;
  }

  /** Nothing is written over this box. */
  reserve(box: Box): void {
    this.#taken.push(box);
  }

  /** Text goes elsewhere if it can. */
  avoid(box: Box): void {
    this.#avoided.push(box);
  }

  /**
   * The first of the labels that has room, those first that avoid what is to be
   * avoided; `undefined` when none has room.
   */
  place(labels: readonly Label[]): SvgElement | undefined {
    return (
      this.#placeOutside(labels, [...this.#taken, ...this.#avoided]) ??
      this.#placeOutside(labels, this.#taken)
    );
  }

  #placeOutside(
    labels: readonly Label[],
    taken: readonly Box[],
  ): SvgElement | undefined {
    for (const label of labels) {
      const { size, maxWidth, weight, fill, halo, leader, x, y } = label;
      const text = fitText(label.text, maxWidth ?? Infinity, size);
      const anchor = label.anchor ?? 'start';
      const width = textWidth(text, size);
      const box = {
        x: x - width * { start: 0, middle: 0.5, end: 1 }[anchor],
        y: y - size * ASCENT,
        width,
        height: size * (ASCENT + DESCENT),
      };
      const boxes = leader ? [box, leader] : [box];
      if (text === '' || !boxes.every(one => this.#isFree(one, taken))) {
        continue;
      }
      boxes.forEach(one => this.reserve(one));
      return svgElement(
        'text',
        {
          x,
          y,
          fill,
          fontSize: size,
          textAnchor: anchor,
          ...(weight && { fontWeight: weight }),
          ...(halo && {
            stroke: halo,
            strokeWidth: 3,
            strokeOpacity: 0.8,
            strokeLinejoin: 'round',
            paintOrder: 'stroke',
          }),
        },
        [text],
      );
    }
    return undefined;
  }

  #isFree(box: Box, taken: readonly Box[]): boolean {
    const { x, y, width, height } = this.#bounds;
    return (
      box.x >= x &&
      box.y >= y &&
      box.x + box.width <= x + width &&
      box.y + box.height <= y + height &&
      !taken.some(
        other =>
          box.x < other.x + other.width + GAP &&
          other.x < box.x + box.width + GAP &&
          box.y < other.y + other.height &&
          other.y < box.y + box.height,
      )
    );
  }
}
