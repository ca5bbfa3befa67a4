import type {
  DraftClaim,
  EvidenceNode,
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  generatedIncident,
  seededRandom,
} from '../plugins/postmortems-backend/src/__testUtils__/generatedIncident';
import {
  shopCase,
  shopServices,
  shopTemplate,
} from '../plugins/postmortems-backend/src/__testUtils__/shopIncident';
import { DeterministicSynthesiser } from '../plugins/postmortems-backend/src/drafting';
import { readHolmesCases } from '../plugins/postmortems-backend/src/__testUtils__/realMaterial/holmesgpt';
import { readNezhaCase } from '../plugins/postmortems-backend/src/__testUtils__/realMaterial/nezha';
import { readOpensreCases } from '../plugins/postmortems-backend/src/__testUtils__/realMaterial/opensre';
import {
  realMaterial,
  traceOf,
} from '../plugins/postmortems-backend/src/__testUtils__/realMaterial/RealCase';
import {
  ClaimVerifier,
  type VerificationContext,
} from '../plugins/postmortems-backend/src/verification';
import { mutationsOf } from '../plugins/postmortems-backend/src/verification/__testUtils__/mutations';
import type { Benchmark } from './support/figures';

const INCIDENTS = 240;
/** Far from the seeds that unit tests use. */
const FIRST_SEED = 700_000;
/** A third of the incidents is for this measurement alone: nothing was tuned on them. */
const HELD_OUT = 3;
/** Two-sided 95 %. */
const Z = 1.96;

type Case = {
  name: string;
  context: VerificationContext;
  claims: DraftClaim[];
};

/** Caught by the verifier, and by a check that the cited evidence exists. */
type Tally = { of: number; caught: number; byExistence: number };

/**
 * True claims of incidents that nothing was tuned on, and false ones that
 * generators derive from them. Measures by class how many false claims the
 * verifier catches (any verdict but `supported`), how many true ones it flags,
 * and its speed. The baseline only checks that cited evidence exists.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const verifier = new ClaimVerifier();
  measure('', [...(await generatedCases()), ...(await captures())]);
  const real = await realCases();
  if (real.length > 0) measure('real/', real);
  else progress('REAL_DATA_DIR is not set: real material is left out');

  function measure(prefix: string, cases: Case[]) {
    progress(
      `${prefix}${cases.length} incidents, ${cases.reduce(
        (sum, one) => sum + one.claims.length,
        0,
      )} true claims`,
    );

    const truths = { of: 0, flagged: 0 };
    const started = performance.now();
    const supported: { claim: DraftClaim; context: VerificationContext }[] = [];
    for (const { claims, context } of cases) {
      for (const claim of claims) {
        truths.of += 1;
        if (verifier.verify(claim, context).verdict === 'supported') {
          supported.push({ claim, context });
        } else {
          truths.flagged += 1;
        }
      }
    }
    const seconds = (performance.now() - started) / 1000;

    const classes = new Map<string, Tally>();
    const random = seededRandom(FIRST_SEED);
    for (const { claim, context } of supported) {
      for (const [name, mutated] of mutationsOf(claim, context, random)) {
        const tally = classes.get(name) ?? { of: 0, caught: 0, byExistence: 0 };
        classes.set(name, tally);
        tally.of += 1;
        const { verdict } = verifier.verify(mutated.claim, mutated.context);
        if (verdict !== 'supported') tally.caught += 1;
        else if (process.env.VERIFIER_SHOW) {
          progress(`missed ${prefix}${name}: ${mutated.claim.text}`);
        }
        if (!exists(mutated.claim, mutated.context)) tally.byExistence += 1;
      }
    }

    const all = { of: 0, caught: 0, byExistence: 0 };
    for (const [name, tally] of [...classes].sort(([a], [b]) =>
      a < b ? -1 : 1,
    )) {
      reportRate(`${prefix}catch_rate/${name}`, tally);
      all.of += tally.of;
      all.caught += tally.caught;
      all.byExistence += tally.byExistence;
    }
    reportRate(`${prefix}catch_rate`, all);
    report({
      figure: `${prefix}false_alarm_rate`,
      value: truths.flagged / truths.of,
      unit: 'share',
    });
    report({
      figure: `${prefix}claims_per_second`,
      value: truths.of / seconds,
      unit: 'claims/s',
    });
  }

  function reportRate(figure: string, { of, caught, byExistence }: Tally) {
    const [low, high] = wilson(caught, of);
    progress(
      `${figure}: ${percent(caught / of)} of ${of} (95 % interval ${percent(
        low,
      )} to ${percent(high)}; existence alone ${percent(byExistence / of)})`,
    );
    report({
      figure,
      value: caught / of,
      unit: 'share',
      baseline: byExistence / of,
    });
    report({ figure: `${figure}/ci95_low`, value: low, unit: 'share' });
    report({ figure: `${figure}/ci95_high`, value: high, unit: 'share' });
  }
};

export default bench;

async function generatedCases(): Promise<Case[]> {
  const cases: Case[] = [];
  for (let index = 0; index < INCIDENTS; index += HELD_OUT) {
    cases.push(
      await toCase(`generated ${index}`, generatedIncident(FIRST_SEED + index)),
    );
  }
  return cases;
}

/**
 * The recorded incidents of the examples, without the claims that are
 * unsupported on purpose.
 */
async function captures(): Promise<Case[]> {
  const folder = join(__dirname, '../examples/captures');
  const cases: Case[] = [];
  for (const file of readdirSync(folder).filter(name => /\.json$/.test(name))) {
    const { incident, evidence, trace } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    cases.push(
      await toCase(file, {
        incident,
        evidence,
        trace: trace && { ...trace, contributingFactors: [] },
      }),
    );
  }
  return cases;
}

/**
 * Incidents that others recorded. The cause that they name is not among the
 * true claims.
 */
async function realCases(): Promise<Case[]> {
  const opensre = realMaterial('opensre-synthetic/eks');
  const holmes = realMaterial('holmesgpt-fixtures/test_ask_holmes');
  const nezha = realMaterial('nezha-sample');
  const material = [
    ...(opensre ? readOpensreCases(opensre) : []),
    ...(holmes ? readHolmesCases(holmes) : []),
    ...(nezha ? [readNezhaCase(nezha)] : []),
  ];
  return Promise.all(
    material.map(one =>
      toCase(one.name, {
        incident: one.incident as Partial<Incident>,
        evidence: one.evidence,
        trace: traceOf(one, null),
      }),
    ),
  );
}

async function toCase(
  name: string,
  material: {
    incident: Partial<Incident>;
    evidence: SubmitEvidenceNode[];
    trace?: object;
  },
): Promise<Case> {
  const one = shopCase({ ...material, withTrace: Boolean(material.trace) });
  const draft = await new DeterministicSynthesiser().synthesise({
    ...one,
    template: shopTemplate,
  });
  return {
    name,
    context: {
      ...one.context,
      services: [
        ...one.context.services,
        ...namedIn(one.incident.services, one.evidence),
      ],
    },
    claims: draft.sections.flatMap(({ blocks }) =>
      blocks.flatMap(block => block.claims),
    ),
  };
}

/** Services of the material itself, as the backend knows them. */
function namedIn(services: string[], evidence: EvidenceNode[]) {
  const refs = new Set([
    ...services,
    ...evidence.map(({ metadata }) => metadata.service),
  ]);
  return [...refs]
    .filter(ref => !shopServices.some(known => known.ref === ref))
    .map(ref => ({ ref, names: [ref.replace(/^.*\//, ''), ref] }));
}

/** What validators elsewhere look at: the evidence that is cited is there. */
function exists(claim: DraftClaim, { evidence }: VerificationContext): boolean {
  return (
    claim.spans.length > 0 &&
    claim.spans.every(
      ({ evidenceId }) =>
        evidence.has(evidenceId) ||
        ['incident-record', 'evidence-seal'].includes(evidenceId),
    )
  );
}

/** Wilson's score interval of a share. */
function wilson(hits: number, of: number): [low: number, high: number] {
  const share = hits / of;
  const middle = share + (Z * Z) / (2 * of);
  const spread =
    Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return [(middle - spread) / scale, (middle + spread) / scale];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
