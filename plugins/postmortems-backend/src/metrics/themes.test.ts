import type {
  RetrospectiveContent,
  Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import { themesOf } from './themes';

function documentWith(
  text: string,
  given: { kind?: string; verdict?: string; section?: string } = {},
) {
  const claim = {
    kind: given.kind ?? 'root_cause',
    verdict: given.verdict ?? 'supported',
    text,
  };
  return {
    sections: [
      { id: given.section ?? 'rootCause', blocks: [{ claims: [claim] }] },
    ],
  } as unknown as Pick<RetrospectiveContent, 'sections'>;
}

describe('themesOf', () => {
  it.each<[string, Theme[]]>([
    [
      'The database pool was full: 20 of 20 connections were in use.',
      ['capacity', 'database'],
    ],
    [
      'The deployment of version 2.4.1 made the field mandatory.',
      ['change', 'defect'],
    ],
    ['The TLS certificate of edge expired.', ['network']],
    ['Nobody can say what it was.', []],
  ])('%s', (text, themes) => {
    expect(themesOf(documentWith(text))).toEqual(themes);
  });

  it('takes a step of the investigation for what it saw, not for what it did', () => {
    expect(
      themesOf(
        documentWith(
          'Step pool of the investigation (query metric) was validated: “error_rate of web rose to 0.3”.',
        ),
      ),
    ).toEqual([]);
    expect(
      themesOf(
        documentWith(
          'Step pool of the investigation (check deployment) was validated: “the disk is full”.',
        ),
      ),
    ).toEqual(['capacity']);
  });

  it.each([
    { verdict: 'unsupported' },
    { verdict: 'contradicted' },
    { kind: 'timeline' },
    { section: 'impact' },
  ])('leaves out what does not say why, or does not stand: %j', given => {
    expect(themesOf(documentWith('The database was slow.', given))).toEqual([]);
  });
});
