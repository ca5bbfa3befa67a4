export { Language } from './Language';
export { english, type Messages } from './messages';
export { serviceName } from './names';
export { countOf, isByteRate, lengthOf, quantityOf } from './quantities';
export {
  durationText,
  quantityText,
  reasonLanguage,
  timeText,
} from './reasons';
export { render } from './render';
export { MAX_SERVICES } from './words/record';
export { DEFAULT_STYLE, documentStyle, type RenderStyle } from './style';
export {
  instantOf,
  isShort,
  knownTimeZone,
  type TimePrecision,
  zonedTime,
} from './times';
