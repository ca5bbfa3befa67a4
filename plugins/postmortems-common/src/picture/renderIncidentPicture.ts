import type { IncidentPicture } from '../schema';
import { alertLane } from './alerts';
import { axisLane } from './axis';
import { causeLine } from './cause';
import { changeLane } from './changes';
import { createCanvas } from './canvas';
import { chatLane } from './chat';
import type { PictureWords } from './elements';
import { phaseLane, phaseShades } from './phases';
import { seriesLane } from './series';
import { svgElement, type SvgElement } from './svg';
import type { PictureColours } from './theme';

const TOP = 4;
const BOTTOM = 6;
const FONT =
  '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/**
 * An incident as an SVG: phases, changes, alerts, metrics and chat over one time
 * axis, and what probably caused it. Names that would overlap are left out; every
 * element has its description as `title`. Pure, and without scripts, styles or
 * references.
 *
 * @param options - `width` in pixels; a picture is at least about 150 wide
 * @public
 */
export function renderIncidentPicture(
  picture: IncidentPicture,
  options: PictureWords & { width: number; colours: PictureColours },
): SvgElement {
  const canvas = createCanvas(picture, options);
  const { width, colours } = canvas;
  const phases = phaseLane(canvas, TOP);
  const changes = changeLane(canvas, phases.bottom);
  const alerts = alertLane(canvas, changes.bottom);
  const series = seriesLane(canvas, alerts.bottom);
  const chat = chatLane(canvas, series.bottom);
  const cause = causeLine(canvas, {
    top: phases.bottom,
    bottom: changes.bottom,
  });
  const axis = axisLane(canvas, chat.bottom + BOTTOM);
  const height = axis.bottom + BOTTOM;
  return svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': options.labels.title,
      fontFamily: FONT,
    },
    [
      svgElement('rect', {
        x: 0,
        y: 0,
        width,
        height,
        fill: colours.background,
      }),
      ...phaseShades(canvas, phases.bottom, chat.bottom + BOTTOM),
      // Beneath what it leads to, so that a pointer still meets that
      ...cause,
      ...phases.nodes,
      ...changes.nodes,
      ...alerts.nodes,
      ...series.nodes,
      ...chat.nodes,
      ...axis.nodes,
    ],
  );
}
