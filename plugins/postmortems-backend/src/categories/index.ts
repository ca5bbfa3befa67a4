export { Categories } from './Categories';
export { CategoryService } from './CategoryService';
export { categoryRoutes } from './categoryRoutes';
export { readCategories } from './config';
export { DEFAULT_CATEGORIES } from './defaultCategories';
export { categoryPaths } from './openApiPaths';
