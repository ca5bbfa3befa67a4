import {
  candidateCauseOf,
  type DraftClaim,
  type EvidenceNode,
  type Incident,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedIncident } from '../../../plugins/postmortems-backend/src/__testUtils__/generatedIncident';
import {
  sealOf,
  shopCase,
  shopServices,
  shopTemplate,
} from '../../../plugins/postmortems-backend/src/__testUtils__/shopIncident';
import { readHolmesCases } from '../../../plugins/postmortems-backend/src/__testUtils__/realMaterial/holmesgpt';
import { readNezhaCase } from '../../../plugins/postmortems-backend/src/__testUtils__/realMaterial/nezha';
import { readOpensreCases } from '../../../plugins/postmortems-backend/src/__testUtils__/realMaterial/opensre';
import {
  realMaterial,
  traceOf,
} from '../../../plugins/postmortems-backend/src/__testUtils__/realMaterial/RealCase';
import { DeterministicSynthesiser } from '../../../plugins/postmortems-backend/src/drafting';
import {
  ClaimVerifier,
  SealedFacts,
} from '../../../plugins/postmortems-backend/src/verification';
import { mutateEvidence } from '../../../plugins/postmortems-backend/src/verification/__testUtils__/mutateEvidence';
import type { Reporter } from '../figures';

const INCIDENTS = 80;
/** Far from the seeds that unit tests use. */
const FIRST_SEED = 700_000;
/** Claims whose evidence is changed, of each incident. */
const MUTATED_CLAIMS = 10;

type Case = {
  incident: Incident;
  evidence: EvidenceNode[];
  services: { ref: string; names: string[] }[];
  facts: SealedFacts;
  claims: DraftClaim[];
};

/** Sentences that drafting writes: all are supported, and none once its evidence says otherwise. */
export async function measureRendered({ report, progress }: Reporter) {
  const verifier = new ClaimVerifier();
  const cases = [
    ...(await generatedCases()),
    ...(await captures()),
    ...(await realCases()),
  ];
  const totals = { of: 0, supported: 0 };
  const mutated = new Map<string, { of: number; supported: number }>();
  const started = performance.now();
  for (const { claims, facts } of cases) {
    for (const claim of claims) {
      totals.of += 1;
      if (verifier.verify(claim, facts).verdict === 'supported') {
        totals.supported += 1;
      } else if (process.env.VERIFIER_SHOW?.includes('rendered')) {
        progress(`rendered, not supported: ${claim.text}`);
      }
    }
  }
  const seconds = (performance.now() - started) / 1000;
  for (const one of cases) {
    for (const claim of one.claims.slice(0, MUTATED_CLAIMS)) {
      for (const mutation of mutateEvidence(claim, one.evidence)) {
        const tally = mutated.get(mutation.name) ?? { of: 0, supported: 0 };
        mutated.set(mutation.name, tally);
        tally.of += 1;
        const facts = new SealedFacts({
          seal: sealOf(one.incident, mutation.evidence),
          evidence: mutation.evidence,
          services: one.services,
          trace: one.facts.trace,
        });
        if (verifier.verify(mutation.claim, facts).verdict === 'supported') {
          tally.supported += 1;
          if (process.env.VERIFIER_SHOW?.includes('rendered')) {
            progress(`still supported (${mutation.name}): ${claim.text}`);
          }
        }
      }
    }
  }
  progress(`rendered: ${totals.supported} of ${totals.of} are supported`);
  report({
    figure: 'rendered/supported',
    value: totals.supported / totals.of,
    unit: 'share',
  });
  report({
    figure: 'rendered/claims_per_second',
    value: totals.of / seconds,
    unit: 'claims/s',
  });
  for (const [name, { of, supported }] of [...mutated].sort()) {
    progress(`rendered, ${name} changed: ${supported} of ${of} are supported`);
    report({
      figure: `rendered/supported_after_change/${name}`,
      value: supported / of,
      unit: 'share',
    });
  }
}

async function generatedCases(): Promise<Case[]> {
  return Promise.all(
    Array.from({ length: INCIDENTS }, (_, index) =>
      toCase(generatedIncident(FIRST_SEED + index)),
    ),
  );
}

/** The recorded incidents of the examples. */
async function captures(): Promise<Case[]> {
  const folder = join(__dirname, '../../../examples/captures');
  return Promise.all(
    readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .map(file =>
        toCase(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
      ),
  );
}

/** Incidents that others recorded. */
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
      toCase({
        incident: one.incident as Partial<Incident>,
        evidence: one.evidence,
        trace: traceOf(one, null),
      }),
    ),
  );
}

async function toCase(material: {
  incident: Partial<Incident>;
  evidence: SubmitEvidenceNode[];
  trace?: object;
}): Promise<Case> {
  const one = shopCase({ ...material, withTrace: Boolean(material.trace) });
  const draft = await new DeterministicSynthesiser().synthesise({
    ...one,
    template: shopTemplate,
  });
  const services = [
    ...shopServices.map(({ ref, names }) => ({ ref, names: [...names] })),
    ...namedIn(one.incident.services, one.evidence),
  ];
  return {
    incident: one.incident,
    evidence: one.evidence,
    services,
    facts: new SealedFacts({
      seal: one.seal,
      trace: one.trace,
      evidence: one.evidence,
      services,
    }),
    // A possible cause is for a person to confirm.
    claims: draft.sections.flatMap(({ blocks }) =>
      blocks.flatMap(block =>
        block.claims.filter(
          claim => claim.reading?.by === 'renderer' && !candidateCauseOf(claim),
        ),
      ),
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
