import fc from 'fast-check';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfm } from 'micromark-extension-gfm';
import { exportShop } from './__testUtils__/exportShop';
import { escapeMarkdown } from './escapeMarkdown';
import { renderMarkdown } from './renderMarkdown';

type Node = {
  type: string;
  value?: string;
  identifier?: string;
  depth?: number;
  children?: Node[];
};

const parse = (markdown: string): Node =>
  fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  }) as Node;

const all = (node: Node, type: string): Node[] => [
  ...(node.type === type ? [node] : []),
  ...(node.children ?? []).flatMap(child => all(child, type)),
];

const textOf = (node: Node): string =>
  node.value ?? (node.children ?? []).map(textOf).join('');

async function render(...options: Parameters<typeof exportShop>) {
  const { document, tree } = await exportShop(...options);
  return { document, markdown: renderMarkdown(tree) };
}

describe('Markdown export', () => {
  it('names the time zone, if it is not UTC', async () => {
    const { markdown } = await render(document => {
      document.timeZone = 'Europe/Berlin';
    });
    expect(textOf(parse(markdown))).toContain('Time zone: Europe/Berlin');
    expect((await render()).markdown).not.toContain('Time zone');
  });

  it('names the file of the picture', async () => {
    const links = all(parse((await render()).markdown), 'link');

    expect(links.map(textOf)).toContain('INC-42.svg');
  });

  it('has every claim, with footnotes that all resolve', async () => {
    const { document, markdown } = await render();
    const tree = parse(markdown);

    expect(
      all(tree, 'heading')
        .filter(({ depth = 0 }) => depth <= 2)
        .map(textOf),
    ).toEqual([document.title, ...document.sections.map(({ title }) => title)]);
    const shown = textOf(tree).replace(/\u200b/g, '');
    for (const { blocks } of document.sections) {
      for (const claim of blocks.flatMap(({ claims }) => claims)) {
        expect(shown).toContain(claim.text);
      }
    }
    const defined = all(tree, 'footnoteDefinition').map(
      ({ identifier }) => identifier,
    );
    const used = all(tree, 'footnoteReference').map(
      ({ identifier }) => identifier,
    );
    expect(new Set(used)).toEqual(new Set(defined));
    expect(defined.length).toBeGreaterThan(5);
  });

  it('has one footnote for each piece of evidence, with all its quotes', async () => {
    const { document, markdown } = await render();
    const spans = document.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap(({ claims }) => claims)
      .flatMap(claim => {
        // The evidence of a sentence is cut at six pieces
        const ids = [...new Set(claim.spans.map(span => span.evidenceId))];
        const shown = new Set(ids.slice(0, 6));
        return claim.spans.filter(span => shown.has(span.evidenceId));
      });
    const notes = all(parse(markdown), 'footnoteDefinition').map(textOf);

    const ids = new Set(spans.map(({ evidenceId }) => evidenceId));
    expect(notes.length).toBe(ids.size);
    const quoted = notes.join('\n').replace(/\u200b/g, '');
    for (const { quote } of spans) {
      expect(quoted).toContain(`“${quote.slice(0, 160)}`);
    }
  });

  it('cites a piece of evidence once in a sentence', async () => {
    const { markdown } = await render(document => {
      document.sections[0].blocks[0].claims[0].text = 'Cited twice.';
      document.sections[0].blocks[0].claims[0].spans = [
        { evidenceId: 'errors', pointer: '/metric', quote: 'error_rate' },
        { evidenceId: 'errors', pointer: '/points/3/1', quote: '0.33498' },
      ];
    });

    expect(markdown).toMatch(/Cited twice\.\[\^1\](?!\[)/);
    expect(markdown).toMatch(
      /^\[\^1\]: .*“error_rate” at `\/metric`; “0\.33498” at `\/points\/3\/1`/m,
    );
  });

  it('counts the quotes that a long footnote leaves out', async () => {
    const { markdown } = await render(document => {
      document.sections[0].blocks[0].claims[0].spans = Array.from(
        { length: 23 },
        (_, index) => ({
          evidenceId: 'unknown-1',
          pointer: `/points/${index}/1`,
          quote: `${index}.5`,
        }),
      );
    });

    expect(markdown).toMatch(/^\[\^1\]: unknown evidence .*; and 3 more$/m);
  });

  it('has one line for minor series, which the appendix lists', async () => {
    const { markdown } = await render(document => {
      const { blocks } = document.sections.find(({ id }) => id === 'impact')!;
      const [first, ...others] = blocks;
      const claims = others.flatMap(block => block.claims);
      blocks.splice(1, blocks.length, {
        ...first,
        id: 'folded',
        claims: [],
        more: { label: '17 more series moved less', claims },
      });
    });
    const [line] = all(parse(markdown), 'listItem').filter(item =>
      textOf(item).startsWith('17 more series moved less'),
    );

    expect(textOf(line)).toBe('17 more series moved less');
    const [, appendix] = markdown.split('## Appendix');
    expect(appendix).toContain('### 17 more series moved less');
    expect(appendix).toContain('1 alert fired');
  });

  it('has an appendix of at most 200 entries and 20 KB, with a share for each fold', async () => {
    const { markdown } = await render(document => {
      const { blocks } = document.sections.find(({ id }) => id === 'timeline')!;
      for (const [fold, block] of blocks.slice(0, 3).entries()) {
        block.more = {
          label: 'Show 400',
          claims: Array.from({ length: fold === 0 ? 2 : 400 }, (_, index) => ({
            ...block.claims[0],
            id: `folded-${fold}-${index}`,
            text:
              index % 3 === 0
                ? `The importer of shop ${index} stopped, says an operator.`
                : 'ok',
            spans: [
              {
                evidenceId: `chat/${fold}-${index}`,
                pointer: '/text',
                quote: 'ok',
              },
            ],
          })),
        };
      }
    });
    const [, rest] = markdown.split('## Appendix');
    const [appendix] = rest.split('\n[^1]:');

    const entries = appendix.match(/^- .*\)$/gm)!;
    expect(entries.length).toBeLessThanOrEqual(200);
    expect(entries.length).toBeGreaterThan(150);
    expect(appendix.length).toBeLessThan(20_000);
    expect(appendix.match(/^### /gm)).toHaveLength(3);
    // What says most is kept, and cited without a footnote of its own
    expect(appendix).toContain(
      'shop 198 stopped, says an operator. (`chat/2-198`)',
    );
    expect(appendix).toMatch(/- \d+ more on the page of the postmortem\./);
    expect(markdown).not.toContain(']: unknown evidence');
  });

  it('omits removed blocks, and marks empty sections', async () => {
    const { markdown } = await render(document => {
      const take = (id: string, index: number) => {
        const block = document.sections.find(one => one.id === id)!.blocks[
          index
        ];
        Object.assign(block, {
          claims: [],
          generated: { base: ['Something.'], latest: [] },
        });
        return block;
      };
      take('impact', 0);
      take('contributingFactors', 0);
      take('actionItems', 0).actionItem!.state = 'dropped';
      const { blocks } = document.sections.find(
        ({ id }) => id === 'actionItems',
      )!;
      blocks.push({
        id: 'added-1',
        type: 'action_item',
        author: { type: 'person', ref: 'user:default/ada' },
        claims: [],
        actionItem: {
          ...blocks[0].actionItem!,
          id: 'added-1',
          title: 'Add a canary to checkout',
          state: 'in_progress',
        },
      });
      document.status = 'in_review';
    });

    expect(markdown).not.toMatch(/^\s*- *$/m);
    expect(markdown).not.toMatch(/Why: *$/m);
    expect(markdown).not.toContain('dropped');
    expect(markdown).toContain(
      '## Contributing factors\n\nNothing recorded.\n\n## Ruled out',
    );
    expect(markdown).toMatch(/Add a canary to checkout \(.* in progress, /);
    expect(markdown).toContain('- Status: in review, revision 1');
    expect(markdown).toContain('- Root cause: candidates, none confirmed');
  });

  it('leaves out a section of the template while nothing stands in it', async () => {
    const { markdown } = await render(document => {
      document.sections.push({
        id: 'custom-lucky',
        title: 'Where we got lucky',
        blocks: [],
      });
    });

    expect(markdown).not.toContain('Where we got lucky');
  });

  it('explains the names of the document, and says where that is from', async () => {
    const { markdown } = await render(undefined, [
      {
        kind: 'service',
        name: 'checkout',
        description: 'Takes *orders*',
        ownerRef: 'group:default/sre',
        source: 'catalog',
      },
    ]);

    expect(markdown).toContain(
      '## Glossary\n\n- **checkout**: Takes \\*orders\\*. Owner: `group:default/sre` *(from the catalog)*',
    );
    expect((await render()).markdown).not.toContain('Glossary');
  });

  it('says that no candidate cause is confirmed', async () => {
    const { markdown } = await render(document => {
      document.rootCauseStatus = 'candidates';
    });

    expect(markdown).toContain('- Root cause: candidates, none confirmed');
  });

  it('separates a paragraph from the list before it', async () => {
    const { markdown } = await render(document => {
      const { blocks } = document.sections.find(({ id }) => id === 'timeline')!;
      blocks.push({ ...blocks[0], id: 'last', type: 'paragraph' });
    });
    const items = all(parse(markdown), 'listItem').map(textOf);

    expect(
      items.some(text => /The incident started.+The incident/.test(text)),
    ).toBe(false);
  });

  it('shows the category after the text of a factor', async () => {
    const { markdown } = await render(document => {
      const [factor] = document.sections.find(
        ({ id }) => id === 'contributingFactors',
      )!.blocks;
      factor.category = { id: 'change', setBy: 'user:default/ada' };
    });

    expect(textOf(parse(markdown))).toContain(
      '(category: Change & [roll-out])',
    );
  });

  it('escapes nothing that needs no escape', () => {
    for (const text of [
      'error_rate of checkout (2.4.1) rose in #inc-42 + others!?',
      '0.33498',
    ]) {
      expect(escapeMarkdown(text)).toBe(text);
    }
  });

  it('escapes any text so that it renders unchanged', () => {
    const pieces = fc.constantFrom(
      ...'_ __ * ** # + - = 1. 2) a b é é 7 ( ) [ ] ! ` ~~ < > & | \\ " . $ ^ :'.split(
        ' ',
      ),
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), parts => {
        const text = parts.join('').replace(/\s+/g, ' ').trim();
        const tree = parse(`- ${escapeMarkdown(text)}[^1]\n\n[^1]: note`);
        const [item] = all(tree, 'listItem');
        expect(textOf(item)).toBe(text);
        expect(all(item, 'list').concat(all(item, 'heading'))).toEqual([]);
        expect(all(item, 'emphasis').concat(all(item, 'strong'))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('puts headings of phases into the timeline, and what is folded into an appendix', async () => {
    const { markdown } = await render(document => {
      const { blocks } = document.sections.find(({ id }) => id === 'timeline')!;
      const [first] = blocks;
      const [claim] = first.claims;
      first.more = {
        label: 'Show 1',
        claims: [{ ...claim, id: 'folded', text: 'One *folded* sentence.' }],
      };
    });
    const tree = parse(markdown);

    expect(all(tree, 'heading').map(textOf)).toEqual(
      expect.arrayContaining([
        'Before the impact',
        'Impact began',
        'Detected',
        'Responders joined',
        'Recovered',
        'Appendix',
      ]),
    );
    expect(markdown).toContain('- One \\*folded\\* sentence.[^');
    // Each list of entries ends before the next heading
    expect(all(tree, 'listItem').some(item => all(item, 'heading')[0])).toBe(
      false,
    );
  });

  it('marks unsupported claims', async () => {
    const { markdown } = await render(document => {
      document.sections[0].blocks[0].claims[0].verdict = 'unsupported';
    });

    expect(markdown).toContain('**(not supported by the evidence)**');
  });

  it.each([
    '<script>alert(1)</script>',
    '[click](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '# not a heading',
    '1. not a list',
    '- not a list',
    '| not | a table |',
    '`code` *stars* _lines_ ~~gone~~',
    '[^1]: not a footnote',
    'https://evil.example and www.evil.example',
    '&lt;b&gt; \\',
    'line\n\n# another line',
  ])('shows %j as the text that it is', async hostile => {
    const { markdown } = await render(document => {
      document.title = hostile;
      document.sections[0].blocks[0].claims[0].text = hostile;
      document.sections[0].blocks[0].claims[0].spans = [
        { evidenceId: 'errors', pointer: '/metric', quote: hostile },
      ];
    });
    const clean = await render();
    const tree = parse(markdown);
    const expected = parse(clean.markdown);

    for (const type of [
      'heading',
      'html',
      'image',
      'table',
      'list',
      'code',
      'delete',
    ]) {
      expect([type, all(tree, type).length]).toEqual([
        type,
        all(expected, type).length,
      ]);
    }
    expect(all(tree, 'link').map(textOf)).toEqual(
      all(expected, 'link').map(textOf),
    );
    expect(textOf(all(tree, 'heading')[0]).replace(/\u200b/g, '')).toBe(
      hostile.replace(/\s+/g, ' ').trim(),
    );
  });
});
