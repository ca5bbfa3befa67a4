export {
  describePictureElement,
  listPictureElements,
  type PictureElement,
  type PictureLane,
  type PictureWords,
} from './elements';
export type { PictureLabels } from './labels';
export { renderIncidentPicture } from './renderIncidentPicture';
export { serialiseSvg, type SvgAttribute, type SvgElement } from './svg';
export { LIGHT_PICTURE_COLOURS, type PictureColours } from './theme';
