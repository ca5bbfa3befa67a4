import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import {
  incidentPictureSchema,
  PICTURE_LIMITS,
  type IncidentPicture,
} from '../schema/picture';
import { englishLabels, examplePicture } from './__testUtils__/examplePicture';
import { renderIncidentPicture } from './renderIncidentPicture';
import { serialiseSvg, type SvgElement } from './svg';
import { textWidth } from './text';
import { LIGHT_PICTURE_COLOURS } from './theme';

const render = (picture: IncidentPicture, width: number, timeZone = 'UTC') =>
  renderIncidentPicture(picture, {
    width,
    timeZone,
    labels: englishLabels,
    colours: LIGHT_PICTURE_COLOURS,
  });

const all = (element: SvgElement, tag: string): SvgElement[] => [
  ...(element.tag === tag ? [element] : []),
  ...element.children.flatMap(child =>
    typeof child === 'string' ? [] : all(child, tag),
  ),
];

const textsOf = (svg: SvgElement) =>
  all(svg, 'text').map(({ children }) => children.join(''));

function boxOf({ attributes, children }: SvgElement) {
  const size = Number(attributes.fontSize);
  const width = textWidth(children.join(''), size);
  const shift = { start: 0, middle: 0.5, end: 1 }[
    attributes.textAnchor as 'start' | 'middle' | 'end'
  ];
  const left = Number(attributes.x) - width * shift;
  const bottom = Number(attributes.y) + size * 0.2;
  return { left, right: left + width, top: bottom - size, bottom };
}

type ParsedTag = { name: string; attributes: Record<string, string> };

/** Throws for XML that is not well-formed. */
function parseXml(xml: string): { tags: ParsedTag[]; text: string } {
  const tags: ParsedTag[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    tags.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.on('text', part => {
    text += part;
  });
  parser.write(xml).close();
  return { tags, text };
}

const TAGS = new Set('svg title g rect line path circle text'.split(' '));

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 2, 12);
const time = fc
  .integer({ min: -30 * 24 * HOUR_MS, max: 30 * 24 * HOUR_MS })
  .map(offset => new Date(START + offset).toISOString());
const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"]]><!ENTITY x "y">&amp;&#0;',
      '\u0000\u0007\ufffe\ud800',
      '\u202egnp.exe',
      'W'.repeat(200),
    ),
  )
  .map(one => one.slice(0, 200));
const evidence = fc.record({ evidence: fc.constantFrom('a', 'b', 'c') });
const value = fc.double({ noNaN: true, noDefaultInfinity: true });
const several = <T>(one: fc.Arbitrary<T>, maxLength: number) =>
  fc.array(one, { maxLength });

const pictures: fc.Arbitrary<IncidentPicture> = fc
  .record({
    postmortemId: fc.constant('p'),
    revision: fc.constant(1),
    sealId: fc.constant('s'),
    window: fc.record({ from: time, to: time }),
    phases: several(
      fc.record({
        phase: fc.constantFrom('impact', 'detected', 'response', 'mitigated'),
        at: time,
        evidence,
      }),
      5,
    ),
    alerts: several(
      fc.record(
        {
          name: text,
          service: text,
          count: fc.nat(500),
          alerts: several(
            fc.record(
              { from: time, to: time, count: fc.nat(9), evidence },
              { requiredKeys: ['from', 'count', 'evidence'] },
            ),
            12,
          ),
        },
        { requiredKeys: ['count', 'alerts'] },
      ),
      PICTURE_LIMITS.alertRows,
    ),
    changes: several(
      fc.record(
        {
          kind: fc.constantFrom('deployment', 'rollback', 'flag', 'other'),
          at: time,
          service: text,
          label: text,
          status: text,
          evidence,
        },
        { requiredKeys: ['kind', 'at', 'service', 'label', 'evidence'] },
      ),
      PICTURE_LIMITS.changes,
    ),
    chat: fc.record({
      messages: fc.nat(9999),
      binSeconds: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      bins: several(
        fc.record({ at: time, messages: fc.nat(99), evidence }),
        PICTURE_LIMITS.chatBins,
      ),
    }),
    series: several(
      fc.record({
        metric: text,
        service: text,
        points: several(fc.tuple(time, value), PICTURE_LIMITS.points),
        usual: fc.record({ value, label: text }),
        extreme: fc.record({ at: time, value, label: text }),
        evidence,
      }),
      PICTURE_LIMITS.series,
    ),
    cause: fc.option(
      fc.record({
        claimId: text,
        statement: text,
        confirmed: fc.boolean(),
        cause: fc.record({ at: time, evidence }),
        effect: fc.record({ at: time, evidence }),
      }),
      { nil: undefined },
    ),
    moreChanges: fc.nat(),
  })
  .map(picture => incidentPictureSchema.parse(picture));

const any = [
  pictures,
  fc.integer({ min: 1, max: 2000 }),
  fc.constantFrom('UTC', 'Asia/Kathmandu', 'Europe/Berlin', 'No/Where'),
] as const;

describe('picture of an incident', () => {
  it('shows phases, changes, alerts, metrics and the axis in words', () => {
    const svg = render(examplePicture, 1100);

    expect(textsOf(svg)).toEqual(
      expect.arrayContaining([
        'Impact began 14:02',
        'Recovered 14:31',
        'checkout 2.4.1',
        'CheckoutErrors',
        'CheckoutLatencyHigh ×3',
        'error_rate',
        '0.2 % → 34 %',
        '34 %',
        '27 messages',
        'Possible cause',
        '14:10',
        '2026-03-02, UTC',
      ]),
    );
    expect(all(svg, 'title').map(({ children }) => children.join(''))).toEqual(
      expect.arrayContaining([
        'Alert 14:08–14:30: CheckoutErrors, checkout',
        'Alert 14:18, end unknown: CheckoutLatencyHigh, checkout, fired 2 times',
        'Rollback 14:26: checkout 2.4.0 (succeeded)',
      ]),
    );
  });

  it.each([
    ['UTC', '14:00'],
    ['Asia/Kathmandu', '19:45'],
  ])('tells times in %s', (timeZone, label) => {
    const svg = render(examplePicture, 1100, timeZone);

    expect(serialiseSvg(svg)).toContain(`>Deployment ${label}`);
    expect(textsOf(svg)).toContain(`2026-03-02, ${timeZone}`);
  });

  it('dashes the line from the cause until the cause is confirmed', () => {
    const dashes = (confirmed: boolean) =>
      all(
        render(
          { ...examplePicture, cause: { ...examplePicture.cause!, confirmed } },
          800,
        ),
        'path',
      ).filter(({ attributes }) => attributes.strokeDasharray);

    expect(dashes(false)).toHaveLength(1);
    expect(dashes(true)).toHaveLength(0);
  });

  it.each([1400, 800, 400])('is as wide as it is asked to be, at %i', width => {
    expect(render(examplePicture, width).attributes.width).toBe(width);
  });

  it('is well-formed XML without scripts or references, whatever the data say', () => {
    fc.assert(
      fc.property(...any, (picture, width, timeZone) => {
        const { tags } = parseXml(
          serialiseSvg(render(picture, width, timeZone)),
        );
        const suspicious = tags.flatMap(({ name, attributes }) => [
          ...(TAGS.has(name) ? [] : [name]),
          ...Object.entries(attributes)
            .map(([attribute, content]) => `${attribute}=${content}`)
            .filter(one =>
              /^(?:on|style|(?:xlink:)?href|src)|NaN|Infinity|undefined/i.test(
                one,
              ),
            ),
        ]);
        expect(suspicious).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('says hostile text as the text that it is', () => {
    const statement = `<script>alert('&"1"')</script>`;
    const { text: shown } = parseXml(
      serialiseSvg(
        render(
          {
            ...examplePicture,
            cause: { ...examplePicture.cause!, statement },
          },
          800,
        ),
      ),
    );

    expect(shown).toContain(statement);
  });

  it('never lets texts overlap or leave the picture', () => {
    fc.assert(
      fc.property(...any, (picture, width, timeZone) => {
        const svg = render(picture, width, timeZone);
        const boxes = all(svg, 'text').map(boxOf);
        const outside = boxes.filter(
          ({ left, right, top, bottom }) =>
            left < 0 ||
            top < 0 ||
            right > Number(svg.attributes.width) ||
            bottom > Number(svg.attributes.height),
        );
        const overlapping = boxes.filter((box, index) =>
          boxes
            .slice(index + 1)
            .some(
              other =>
                box.left < other.right - 0.5 &&
                other.left < box.right - 0.5 &&
                box.top < other.bottom - 0.5 &&
                other.top < box.bottom - 0.5,
            ),
        );
        expect({ outside, overlapping }).toEqual({
          outside: [],
          overlapping: [],
        });
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every mark within the picture', () => {
    fc.assert(
      fc.property(...any, (picture, width, timeZone) => {
        const svg = render(picture, width, timeZone);
        const most = Number(svg.attributes.width);
        const tall = Number(svg.attributes.height);
        for (const path of all(svg, 'path')) {
          const numbers = String(path.attributes.d).match(/-?[\d.e-]+/g)!;
          const outside = numbers
            .map(Number)
            .filter(
              (number, index) =>
                !(number >= -1 && number <= (index % 2 === 0 ? most : tall)),
            );
          expect(outside).toEqual([]);
        }
        for (const { attributes } of [
          ...all(svg, 'rect'),
          ...all(svg, 'circle'),
        ]) {
          const { x = attributes.cx, width: wide = 0 } = attributes;
          expect(Number(wide)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeGreaterThanOrEqual(-8);
          expect(Number(x) + Number(wide)).toBeLessThanOrEqual(most + 8);
        }
      }),
      { numRuns: 100 },
    );
  });
});
