const { readdirSync } = require('node:fs');

/**
 * The features of the backend in the order of their dependencies: each may import
 * those before it, and only through their `index.ts`. `platform` imports none.
 */
const FEATURES = [
  'operations',
  'idempotency',
  'orgMetrics',
  'incidents',
  'evidence',
  'unassigned',
  'sources',
  'sealing',
  'traces',
  'templates',
  'categories',
  'blameless',
  'payloadKinds',
  'verification',
  'routing',
  'drafting',
  'actionItems',
  'postmortems',
  'schedule',
  'statements',
  'review',
  'search',
  'webhooks',
  'uploads',
  'audit',
  'mcp',
  'removal',
  'erasure',
  'command',
];
/** Pure functions that everything may use; they import nothing of the backend. */
const SECRETS = 'secrets';
const OTHER_FOLDERS = ['platform', SECRETS, '__testUtils__'];

for (const { name } of readdirSync(`${__dirname}/src`, {
  withFileTypes: true,
}).filter(entry => entry.isDirectory())) {
  if (![...FEATURES, ...OTHER_FOLDERS].includes(name)) {
    throw new Error(`Add src/${name} to the features in .eslintrc.js`);
  }
}

const src = name => `${__dirname}/src/${name}`;

const zones = FEATURES.flatMap((feature, position) => [
  {
    target: src('platform'),
    from: src(feature),
    message: 'The platform imports no feature.',
  },
  {
    target: src(SECRETS),
    from: src(feature),
    message: 'Secrets import no feature.',
  },
  {
    target: src(feature),
    from: src(SECRETS),
    except: ['index.ts'],
    message: 'Import secrets through its index.ts.',
  },
  ...FEATURES.map((other, otherPosition) =>
    otherPosition < position
      ? {
          target: src(other),
          from: src(feature),
          message: `${other} comes before ${feature} in .eslintrc.js.`,
        }
      : {
          target: src(other),
          from: src(feature),
          except: ['index.ts'],
          message: `Import ${feature} through its index.ts.`,
        },
  ).filter(({ target }) => target !== src(feature)),
]);

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  settings: {
    'import/resolver': { node: { extensions: ['.ts', '.js'] } },
  },
  overrides: [
    {
      files: ['src/**/*.ts'],
      excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
      rules: { 'import/no-restricted-paths': ['error', { zones }] },
    },
  ],
});
