export {
  PostmortemSearchResult,
  type PostmortemSearchResultProps,
} from './PostmortemSearchResult';
