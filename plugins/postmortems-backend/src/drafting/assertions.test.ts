import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftInput,
  DraftPostmortem,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import { twoWeeks } from '../__testUtils__/twoWeeks';
import {
  shopCase,
  shopServices,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { evaluateAssertion, render, SealedFacts } from '../verification';
import { contextOf } from './contextOf';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';

type Case = ReturnType<typeof shopCase>;

const CAPTURES = [
  'bad-deployment',
  'false-alarm',
  'full-pool',
  'slow-dependency',
];
const capturePath = (name: string) =>
  resolve(__dirname, '../../../../examples/captures', `${name}.json`);

/** A recorded incident of the demo, as far as the fields of a capture go. */
function captureCase(name: string): Case {
  const capture = JSON.parse(readFileSync(capturePath(name), 'utf8'));
  return shopCase({
    incident: capture.incident,
    evidence: capture.evidence.nodes ?? capture.evidence,
    ...(capture.trace ? { trace: capture.trace } : { withTrace: false }),
  });
}

const claimsOf = ({ sections }: DraftPostmortem) =>
  sections.flatMap(section =>
    section.blocks.flatMap(block =>
      [...block.claims, ...(block.more?.claims ?? [])].map(claim => ({
        section: section.id,
        claim,
      })),
    ),
  );

const factsOf = ({ seal, evidence, trace }: Case) =>
  new SealedFacts({ seal, evidence, trace, services: shopServices });

async function drafted(one: Case, more: Partial<DraftInput> = {}) {
  const input = { template: shopTemplate, ...one, ...more };
  const draft = await new DeterministicSynthesiser().synthesise(input);
  return { input, claims: claimsOf(draft) };
}

function falseOnes(
  claims: { claim: DraftClaim }[],
  facts: SealedFacts,
): string[] {
  return claims.flatMap(({ claim: { text, reading } }) =>
    (reading?.assertions ?? []).flatMap(assertion => {
      const { outcome, detail } = evaluateAssertion(assertion, facts);
      // Only a person confirms a cause.
      return outcome === 'holds' || assertion.type === 'candidateCause'
        ? []
        : [`${assertion.type} ${outcome} (${detail}): ${text}`];
    }),
  );
}

const CASES: [string, () => Case][] = [
  ...CAPTURES.map((name): [string, () => Case] => [
    name,
    () => captureCase(name),
  ]),
  [
    'nothing but the record',
    () => shopCase({ withTrace: false, evidence: [] }),
  ],
  ['two weeks', () => shopCase({ ...twoWeeks(), withTrace: false })],
  ['an open incident', () => shopCase({ incident: { resolvedAt: undefined } })],
  ...Array.from({ length: 12 }, (_, seed): [string, () => Case] => [
    `generated incident ${seed + 1}`,
    () => shopCase(generatedIncident(seed + 1)),
  ]),
];

describe.each(CASES)('assertions of the draft of %s', (_, make) => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu'])(
    'say what the text says, and hold, in %s',
    async timeZone => {
      const template = structuredClone(shopTemplate);
      template.sections.timeline.format = 'local';
      const one = make();
      const { input, claims } = await drafted(one, { template, timeZone });
      const { style } = contextOf(input);
      const rendered = claims.filter(({ claim }) => claim.reading);

      expect(
        rendered.map(({ claim }) => render(claim.reading!.assertions, style)),
      ).toEqual(rendered.map(({ claim }) => claim.text));
      expect(falseOnes(rendered, factsOf(one))).toEqual([]);
      expect(rendered.every(({ claim }) => claim.spans.length > 0)).toBe(true);
    },
  );

  it('hold when the timeline is told by the hour', async () => {
    const template = structuredClone(shopTemplate);
    template.sections.timeline.granularity = 'hour';
    const one = make();
    const { claims } = await drafted(one, { template });

    expect(falseOnes(claims, factsOf(one))).toEqual([]);
  });

  it('are there for every sentence that is not the investigator’s', async () => {
    const one = make();
    const { claims } = await drafted(one);
    const stated = [
      one.trace?.rootCauseHypothesis,
      ...(one.trace?.contributingFactors ?? []),
    ].map(text => bare(text ?? ''));

    const unread = claims.filter(({ claim }) => !claim.reading);
    expect(
      unread
        .map(({ claim }) => bare(claim.text.replace(/^Confirmed cause: /, '')))
        .filter(text => !stated.includes(text)),
    ).toEqual([]);
  });
});

function bare(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[.!?]$/, '');
}
