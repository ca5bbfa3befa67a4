import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { RequestContext } from '../platform/http';
import { Categories } from './Categories';
import { categoryRouter } from './categoryRouter';
import { readCategories } from './config';

export function createCategoriesFeature(deps: {
  config: RootConfigService;
  context: RequestContext;
}) {
  const categories = new Categories(readCategories(deps.config));
  return { categories, router: categoryRouter({ ...deps, categories }) };
}
