export { Categories } from './Categories';
export { categoryPaths } from './categoryPaths';
export { createCategoriesFeature } from './createCategoriesFeature';
export { DEFAULT_CATEGORIES, PROCESS_CATEGORY } from './defaultCategories';
