export { Categories } from './Categories';
export { categoryPaths } from './categoryPaths';
export { createCategoriesFeature } from './createCategoriesFeature';
export { DEFAULT_CATEGORIES } from './defaultCategories';
