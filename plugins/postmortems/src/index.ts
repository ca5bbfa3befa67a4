/**
 * Postmortems tab and postmortem page for Backstage. Apps of the new frontend
 * system take the plugin from `./alpha`.
 *
 * @packageDocumentation
 */
export {
  EntityPostmortemsContent,
  MyPostmortemsCard,
  PostmortemSearchResultListItem,
  PostmortemsPage,
  postmortemsPlugin,
} from './plugin';
export { isPostmortemsAvailable } from './isPostmortemsAvailable';
export { postmortemsApiRef } from './api/postmortemsApiRef';
export { postmortemsTranslationRef } from './translation/translationRef';
export type { PostmortemSearchResultProps } from './components/PostmortemSearchResult';
