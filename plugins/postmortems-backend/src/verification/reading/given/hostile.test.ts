import { join } from 'node:path';
// The sentences belong to the benchmark, which is no package
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { readLabelledSet } from '../../../../../../bench/support/verifier/labelledClaims';
import { hostileAssertions } from '../../__testUtils__/hostileAssertions';
import { ClaimVerifier } from '../../ClaimVerifier';

jest.setTimeout(120_000);

const SETS = join(__dirname, '../../../../../../bench/support/verifier');
const { REAL_DATA_DIR } = process.env;

const folders = [
  join(SETS, 'seen'),
  join(SETS, 'seen_later'),
  ...(REAL_DATA_DIR ? [join(REAL_DATA_DIR, 'claims')] : []),
];

describe('a hostile reader', () => {
  it.each(folders)(
    'gets no support for a false sentence with what is true of its evidence, in %s',
    folder => {
      const set = readLabelledSet(folder);
      const verifier = new ClaimVerifier();
      const lies = (set?.claims ?? []).filter(claim => !claim.true);
      const supported = lies.filter(claim => {
        const facts = set!.facts.get(claim.incident)!;
        const assertions = hostileAssertions(claim.text, claim.spans, facts);
        const reading = { assertions, by: 'model' as const, leftOver: [] };
        return (
          verifier.verify({ ...claim, reading }, facts).verdict === 'supported'
        );
      });
      expect(supported.map(({ text }) => text)).toEqual([]);
    },
  );
});
