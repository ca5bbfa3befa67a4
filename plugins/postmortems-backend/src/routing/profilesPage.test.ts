import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROUTED_SECTION_IDS } from '@postmortems/backstage-plugin-postmortems-common';
import { PROFILE_SECTIONS } from './profiles';

const page = readFileSync(
  path.resolve(__dirname, '../../../../docs/profiles.md'),
  'utf8',
);
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim().replaceAll('`', ''));

describe('docs/profiles.md', () => {
  it('says which evidence each profile takes for each section', () => {
    const lines = page.split('\n');
    const start = lines.findIndex(line => /^\| section /.test(line));
    const [, ...profiles] = cellsOf(lines[start]);
    const rows = lines
      .slice(start + 2, start + 2 + ROUTED_SECTION_IDS.length)
      .map(cellsOf);
    expect(rows).toEqual(
      ROUTED_SECTION_IDS.map(section => [
        section,
        ...profiles.map(
          profile =>
            PROFILE_SECTIONS[profile as keyof typeof PROFILE_SECTIONS][
              section
            ]?.join(', ') ?? '–',
        ),
      ]),
    );
    expect(profiles.sort()).toEqual(Object.keys(PROFILE_SECTIONS).sort());
  });
});
