export { PostmortemSearchResult } from './PostmortemSearchResult';
