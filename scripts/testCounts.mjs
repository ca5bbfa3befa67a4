/** Counts, and the names of what was skipped, from the runners' JSON reports. */
import path from 'node:path';

/**
 * A runner that ends badly without a failed test (a file that does not load,
 * an error after the last test) is a failure too.
 */
function withCrash(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function countJest(report, code, root) {
  const skippedSuites = new Map();
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'pending' || test.status === 'todo') {
        const suite = [
          path.relative(root, file.name),
          test.ancestorTitles[0] ?? test.title,
        ].join(' › ');
        skippedSuites.set(suite, (skippedSuites.get(suite) ?? 0) + 1);
      }
    }
  }
  return withCrash(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
      skippedSuites: named(skippedSuites),
    },
    code,
  );
}

export function countPlaywright(report, code) {
  const skippedSuites = new Map();
  const visit = (suite, file) => {
    for (const spec of suite.specs ?? []) {
      const skipped = spec.tests.filter(test => test.status === 'skipped');
      if (skipped.length > 0) {
        const reason = skipped[0].annotations?.find(
          annotation => annotation.type === 'skip',
        )?.description;
        const name = `e2e-tests/${file}${reason ? ` (${reason})` : ''}`;
        skippedSuites.set(name, (skippedSuites.get(name) ?? 0) + 1);
      }
    }
    (suite.suites ?? []).forEach(child => visit(child, file));
  };
  report.suites.forEach(suite => visit(suite, suite.file));
  const { expected, flaky, unexpected, skipped } = report.stats;
  return withCrash(
    {
      passed: expected + flaky,
      failed: unexpected + (report.errors ?? []).length,
      skipped,
      skippedSuites: named(skippedSuites),
    },
    code,
  );
}

function named(suites) {
  return [...suites].map(
    ([suite, count]) => `${suite}: ${count} ${count === 1 ? 'test' : 'tests'}`,
  );
}
