// The template belongs to the repository's `templates`; who installs the
// package gets it with the actions that it needs.
const { copyFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const packed = join(__dirname, '../template.yaml');
if (process.argv.includes('--remove')) {
  rmSync(packed, { force: true });
} else {
  copyFileSync(
    join(__dirname, '../../../templates/start-retro/template.yaml'),
    packed,
  );
}
