export { themesOf, THEMES_VERSION } from './themesOf';
