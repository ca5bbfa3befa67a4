import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createOpenApiDocument } from '@postmortems/backstage-plugin-postmortems-backend';
import { format } from 'prettier';
import { configurationReference } from './configuration';
import { restReference } from './restApi';

const root = path.resolve(resolvePackagePath('backend'), '../..');
const PACKAGES = [
  'postmortems-backend',
  'postmortems-backend-module-prometheus',
  'postmortems-backend-module-openai',
  'search-backend-module-postmortems',
];

/** The generated pages of the documentation by their path in `docs/`. */
export function referencePages(): Record<string, string> {
  const pretty = (text: string) =>
    format(text, { parser: 'markdown', printWidth: 80 });
  return {
    'configuration.md': pretty(
      configurationReference(
        PACKAGES.map(name => ({
          name,
          file: path.join(root, 'plugins', name, 'config.d.ts'),
        })),
      ),
    ),
    'rest-api.md': pretty(restReference(createOpenApiDocument() as never)),
  };
}

/** Writes the pages into `docs/`. */
export function writeReference(): void {
  const folder = path.join(root, 'docs');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(referencePages())) {
    writeFileSync(path.join(folder, name), text);
  }
}
