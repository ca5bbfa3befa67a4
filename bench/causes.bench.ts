import { readHolmesCases } from '../plugins/postmortems-backend/src/__testUtils__/realMaterial/holmesgpt';
import { readOpensreCases } from '../plugins/postmortems-backend/src/__testUtils__/realMaterial/opensre';
import {
  realMaterial,
  type RealCase,
} from '../plugins/postmortems-backend/src/__testUtils__/realMaterial/RealCase';
import {
  DEFAULT_SEARCH,
  findCandidateCauses,
  findConfirmationProblems,
} from '../plugins/postmortems-backend/src/verification';
import { factsOf, falseCausesOf } from './support/causes';
import type { Benchmark } from './support/figures';
import { wilson } from './support/statistics';

/** As many as a postmortem lists. */
const LISTED = 5;

type Outcome = { rank: number; isConfirmable: boolean };

/**
 * Labelled incidents of others: whether the true cause is among the possible ones
 * when an investigation names it, and whether a false one that it names could be
 * confirmed: a cause of a kind that the case forbids, or of another case.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const opensre = realMaterial('opensre-synthetic/eks');
  const holmes = realMaterial('holmesgpt-fixtures/test_ask_holmes');
  if (!opensre || !holmes) {
    progress('There are no labelled incidents: set REAL_DATA_DIR');
    return;
  }
  const cases = [...readOpensreCases(opensre), ...readHolmesCases(holmes)];
  const known = cases.filter(({ knownCause }) => knownCause);

  const alone = cases.map(
    realCase => search(realCase, null).filter(isListed).length,
  );
  report({
    figure: 'without_investigation/candidates',
    value: alone.reduce((sum, count) => sum + count, 0) / cases.length,
    unit: 'per incident',
  });

  const truths = known.map(one => outcomeOf(one, one.knownCause!));
  rate(
    'true/listed',
    truths.filter(one => one && one.rank <= LISTED).length,
    truths.length,
  );
  const ranks = truths.flatMap(one => one?.rank ?? []);
  report({
    figure: 'true/rank',
    value: ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length,
    unit: 'rank',
  });
  rate(
    'true/confirmable',
    truths.filter(one => one?.isConfirmable).length,
    truths.length,
  );

  const falseOnes = {
    forbidden: cases.flatMap(one =>
      falseCausesOf(
        one.forbiddenKinds ?? [],
        one.incident.services[0].replace(/^component:default\//, ''),
      ).map(cause => ({ one, cause })),
    ),
    other_case: cases.flatMap(one =>
      known
        .filter(({ name }) => name !== one.name)
        .map(({ knownCause }) => ({ one, cause: knownCause! })),
    ),
  };
  for (const [kind, claims] of Object.entries(falseOnes)) {
    const passed = claims.filter(
      ({ one, cause }) => outcomeOf(one, cause)?.isConfirmable,
    );
    if (process.env.CAUSES_SHOW) {
      for (const { one, cause } of passed) progress(`${one.name}: ${cause}`);
    }
    rate(`false/${kind}/confirmable`, passed.length, claims.length);
  }

  function rate(figure: string, hits: number, of: number) {
    const [low, high] = wilson(hits, of);
    progress(`${figure}: ${hits} of ${of}`);
    report({ figure, value: hits / of, unit: 'share' });
    report({ figure: `${figure}/ci95_low`, value: low, unit: 'share' });
    report({ figure: `${figure}/ci95_high`, value: high, unit: 'share' });
  }
};

export default bench;

const isListed = (_: unknown, index: number) => index < LISTED;

function search(realCase: RealCase, cause: string | null) {
  const { facts, incident } = factsOf(realCase, cause);
  return findCandidateCauses({ ...DEFAULT_SEARCH, facts, incident }).map(
    ({ assertion }) => ({ assertion, facts }),
  );
}

/** Where a cause that the investigation names is listed, and whether a person could confirm it. */
function outcomeOf(realCase: RealCase, cause: string): Outcome | undefined {
  const found = search(realCase, cause);
  const index = found.findIndex(
    ({ assertion }) => assertion.origin === 'investigator',
  );
  if (index < 0) return undefined;
  const { assertion, facts } = found[index];
  return {
    rank: index + 1,
    isConfirmable:
      findConfirmationProblems(assertion, {
        confidentTies: assertion.ties,
        facts,
        requireEvidence: true,
        explains: false,
      }).length === 0,
  };
}
