import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const root = path.resolve(__dirname, '../../..');

describe('catalog-info.yaml', () => {
  it('has each plugin once', () => {
    const entities = parseAllDocuments(
      readFileSync(path.join(root, 'catalog-info.yaml'), 'utf8'),
    ).map(document => document.toJS());
    const titles = entities
      .filter(({ kind }) => kind === 'Component')
      .map(({ metadata }) => metadata.title);
    const packages = readdirSync(path.join(root, 'plugins')).map(
      folder =>
        JSON.parse(
          readFileSync(
            path.join(root, 'plugins', folder, 'package.json'),
            'utf8',
          ),
        ).name,
    );
    expect(titles.filter(title => /^@/.test(title)).sort()).toEqual(
      packages.sort(),
    );
  });
});
