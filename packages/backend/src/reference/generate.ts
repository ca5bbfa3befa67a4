import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createOpenApiDocument } from '@postmortems/backstage-plugin-postmortems-backend';
import { format } from 'prettier';
import { configurationReference } from './configuration';
import { restReference } from './restApi';
import { readSchemaDescriptions } from './schemaDescriptions';
import { EXPLAINED_BY_TYPE } from './typeText';

const root = path.resolve(resolvePackagePath('backend'), '../..');
const PACKAGES = [
  'postmortems-backend',
  'postmortems-backend-module-prometheus',
  'postmortems-backend-module-openai',
  'search-backend-module-postmortems',
];

/** Where the schemas of the API and its operations are. */
const SCHEMAS = [
  'plugins/postmortems-common/src/schema',
  'plugins/postmortems-backend/src/http/openApi',
];

const schemaFiles = () =>
  SCHEMAS.flatMap(folder =>
    readdirSync(path.join(root, folder)).map(name =>
      path.join(root, folder, name),
    ),
  );

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
    'rest-api.md': pretty(
      restReference(
        createOpenApiDocument() as never,
        readSchemaDescriptions({
          files: schemaFiles(),
          explainedByType: EXPLAINED_BY_TYPE,
        }),
      ),
    ),
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
