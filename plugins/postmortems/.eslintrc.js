const components = 'src/components';
const pages = [
  'EntityTab',
  'MyPostmortemsCard',
  'OrgMetricsPage',
  'PostmortemPage',
  'PostmortemSearchResult',
  'SourcesPage',
];

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  settings: {
    'import/extensions': ['.ts', '.tsx'],
    'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    'import/resolver': { node: { extensions: ['.ts', '.tsx'] } },
  },
  rules: {
    'import/no-cycle': 'error',
    'import/no-restricted-paths': [
      'error',
      {
        basePath: __dirname,
        zones: [
          {
            target: `${components}/shared`,
            from: components,
            except: ['./shared'],
            message: 'Shared components must not depend on pages.',
          },
          ...pages.map(page => ({
            target: `${components}/${page}`,
            from: components,
            except: [`./${page}`, './shared'],
            message: 'Pages must only import from their own folder and shared.',
          })),
        ],
      },
    ],
  },
});
