/** @jest-environment @backstage/cli/config/jest-environment-jsdom */
import { HTML_STYLE } from './htmlStyle';
import { renderHtml } from './renderHtml';
import type { DocumentTree } from './tree';

const HOSTILE = '</style></title><img src=x onerror="alert(1)">\'&<script>';

const tree: DocumentTree = {
  title: HOSTILE,
  parts: [
    { type: 'list', items: [{ line: ['Incident: INC-42'] }] },
    {
      type: 'picture',
      file: 'INC-42.svg',
      svg: {
        tag: 'svg',
        attributes: { 'aria-label': HOSTILE },
        children: [{ tag: 'title', attributes: {}, children: [HOSTILE] }],
      },
    },
    { type: 'heading', level: 2, line: [HOSTILE] },
    {
      type: 'paragraph',
      line: [
        HOSTILE,
        ' ',
        { type: 'code', text: HOSTILE },
        { type: 'note', number: 1 },
      ],
    },
    {
      type: 'list',
      items: [
        { done: true, line: ['Add a canary'], items: [{ line: ['Why'] }] },
        { done: false, line: ['Add an alert'] },
      ],
    },
  ],
  notes: [
    {
      number: 1,
      line: [
        { type: 'link', text: 'good', href: 'https://example.com/?a="&b=<c>' },
        { type: 'link', text: 'bad', href: `${'java'}script:alert(1)` },
      ],
    },
  ],
};

const parse = (html: string) =>
  new DOMParser().parseFromString(html, 'text/html');

describe('HTML export', () => {
  const html = renderHtml(tree);
  const page = parse(html);

  it('shows hostile text as the text that it is', () => {
    expect(page.title).toBe(HOSTILE);
    expect(page.querySelector('h1')!.textContent).toBe(HOSTILE);
    expect(page.querySelector('h2')!.textContent).toBe(HOSTILE);
    expect(page.querySelector('code')!.textContent).toBe(HOSTILE);
    expect(page.querySelector('svg title')!.textContent).toBe(HOSTILE);
    expect(page.querySelector('svg')!.getAttribute('aria-label')).toBe(HOSTILE);
    expect(page.querySelectorAll('script, img, iframe, object')).toHaveLength(
      0,
    );
    for (const element of page.querySelectorAll('*')) {
      expect(
        [...element.attributes].filter(({ name }) => /^on|^style$/.test(name)),
      ).toEqual([]);
    }
  });

  it('follows only http and https', () => {
    const links = [...page.querySelectorAll('footer a')];

    expect(
      links.map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([['good', 'https://example.com/?a="&b=<c>']]);
    expect(page.querySelector('footer')!.textContent).toContain('bad');
  });

  it('loads nothing, and permits no more than its own style', () => {
    const policy = page
      .querySelector('meta[http-equiv="Content-Security-Policy"]')!
      .getAttribute('content');

    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(page.querySelectorAll('[src], link')).toHaveLength(0);
    // What HTML escapes would be another style than the one of the policy
    expect(HTML_STYLE).not.toMatch(/[&<>"']/);
    expect(page.querySelector('style')!.textContent).toBe(HTML_STYLE);
  });

  it('resolves each footnote', () => {
    const [reference] = page.querySelectorAll('sup a');

    expect(page.querySelector(reference.getAttribute('href')!)).toBe(
      page.querySelector('footer li'),
    );
  });

  it('shows whether a task is done, with what stands below it', () => {
    const [done, open] = page.querySelectorAll('li.task');

    expect(done.querySelector('input')!.checked).toBe(true);
    expect(done.querySelector('li')!.textContent).toBe('Why');
    expect(open.querySelector('input')!.checked).toBe(false);
  });
});
