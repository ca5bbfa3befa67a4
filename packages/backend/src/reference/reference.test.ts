import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createOpenApiDocument } from '@postmortems/backstage-plugin-postmortems-backend';
import { referencePages } from './generate';

const docs = path.resolve(__dirname, '../../../../docs');
const pages = referencePages();

it.each(Object.entries(pages))(
  'docs/%s is what the schemas say; npm run docs:reference makes it again',
  (name, text) => {
    expect(readFileSync(path.join(docs, name), 'utf8')).toBe(text);
  },
);

describe('the REST reference', () => {
  const text = pages['rest-api.md'];
  const row = (name: string, below: string) =>
    text
      .slice(text.indexOf(`### ${below}\n`))
      .split('\n')
      .find(line => line.startsWith(`| \`${name}\` `))
      ?.split(/(?<!\\)\|/)
      .map(cell => cell.trim())
      .slice(2, -1);

  it('has every operation and schema, and no link that leads nowhere', () => {
    const { paths, components } = createOpenApiDocument() as {
      paths: Record<string, object>;
      components: { schemas: object };
    };
    const titles = Object.entries(paths).flatMap(([route, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${route}`),
    );
    const names = Object.keys(components.schemas).filter(
      name => !name.startsWith('__'),
    );
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(expect.arrayContaining([...titles, ...names]));

    const anchors = headings.map(name =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, to]) => to);
    expect(links.filter(to => !anchors.includes(to))).toEqual([]);
  });

  it('says of fields and parameters what they take, whether they have to be there, and what they are', () => {
    expect(row('services', 'CreateIncident')).toEqual([
      'list of entity ref (1 to 50)',
      'yes',
      'What was affected: components, most often; the first one is the primary.',
    ]);
    expect(row('metadata.correlationId', 'SubmitEvidenceNode')).toEqual([
      'string, at most 256 characters',
      'no',
      'Ties nodes of one request, thread, alert group or rollout together. Default: empty.',
    ]);
    expect(row('pageInfo.nextCursor', 'ListIncidentsResponse')?.[2]).toContain(
      'absent on the last',
    );
    expect(row('order', 'GET /postmortems')).toEqual([
      '`newest` \\| `oldest` \\| `severity` \\| `changed`',
      'no',
      'By start of the incident, the worst first, or what was changed last first. Default: `newest`.',
    ]);
  });
});
