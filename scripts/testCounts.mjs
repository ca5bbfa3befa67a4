/** Counts, and the names of what was skipped, from the runners' JSON reports. */
import path from 'node:path';
import { repoRoot } from './processes.mjs';

/** @param skippedTests the name of its suite for each */
function counts(code, { passed, failed, skippedTests }) {
  const perSuite = new Map();
  for (const suite of skippedTests) {
    perSuite.set(suite, (perSuite.get(suite) ?? 0) + 1);
  }
  return {
    passed,
    // A runner that ends badly without a failed test (a file that does not
    // load, an error after the last test) is a failure too.
    failed: failed || (code === 0 ? 0 : 1),
    skipped: skippedTests.length,
    skippedSuites: [...perSuite].map(
      ([suite, count]) =>
        `${suite}: ${count} ${count === 1 ? 'test' : 'tests'}`,
    ),
  };
}

export function countJest(report, code) {
  return counts(code, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skippedTests: report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => ['pending', 'todo'].includes(status))
        .map(
          ({ ancestorTitles, title }) =>
            `${path.relative(repoRoot, name)} › ${ancestorTitles[0] ?? title}`,
        ),
    ),
  });
}

export function countPlaywright(report, code) {
  const { expected, flaky, unexpected } = report.stats;
  const testsIn = ({ file, specs = [], suites = [] }) => [
    ...specs.flatMap(({ tests }) => tests.map(test => ({ file, ...test }))),
    ...suites.flatMap(testsIn),
  ];
  return counts(code, {
    passed: expected + flaky,
    failed: unexpected + (report.errors ?? []).length,
    skippedTests: report.suites
      .flatMap(testsIn)
      .filter(({ status }) => status === 'skipped')
      .map(({ file, annotations = [] }) => {
        const reason = annotations.find(({ type }) => type === 'skip');
        return `e2e-tests/${file}${
          reason?.description ? ` (${reason.description})` : ''
        }`;
      }),
  });
}
