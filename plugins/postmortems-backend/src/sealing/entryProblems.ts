import type { Anchor, ChainProblem } from './SealChecker';
import { type ChainedKind, type ChainRow, entryHashOf } from './SealChain';
import type { SignatureState } from './SealKeys';

const NAMES: Record<ChainedKind, string> = {
  seal: 'Seal',
  revision: 'Revision',
  removal: 'Removal',
};

/** How an entry differs from what its subject, its signature and its neighbours say. */
export function entryProblems(
  row: ChainRow,
  known: {
    /** What is stored under its id now. */
    storedHash: string | undefined;
    /** What the entry says, after what was removed from its subject. */
    expectedHash: string;
    signature: SignatureState;
    mayBeUnsigned: boolean;
    /** Its place, where the whole chain is read. */
    chain?: { previous: Anchor | undefined };
  },
): ChainProblem[] {
  const { sequence, incident_key: incidentKey, subject_id: subject } = row;
  const { storedHash, expectedHash, chain } = known;
  const { signature, mayBeUnsigned } = known;
  const problem = (
    what: ChainProblem['what'],
    message: string,
  ): ChainProblem => ({ what, sequence, incidentKey, subject, message });
  const problems: ChainProblem[] = [];
  if (chain && sequence !== (chain.previous?.sequence ?? 0) + 1) {
    problems.push(
      problem(
        'entry',
        `Entries of the chain right before number ${sequence} are missing`,
      ),
    );
  } else if (chain && row.previous_hash !== (chain.previous?.hash ?? '')) {
    problems.push(
      problem(
        'entry',
        `Entry ${sequence} of the chain does not follow entry ${
          sequence - 1
        }: one of the two was replaced`,
      ),
    );
  }
  if (entryHashOf(row) !== row.entry_hash) {
    problems.push(
      problem('entry', `Entry ${sequence} of the chain was changed`),
    );
  }
  if (signature === 'invalid') {
    problems.push(
      problem(
        'signature',
        `The signature of entry ${sequence} of the chain is not of key '${row.key_id}'`,
      ),
    );
  } else if (signature === 'unknown_key') {
    problems.push(
      problem(
        'signature',
        `Entry ${sequence} of the chain was signed with key '${row.key_id}', which the configuration does not have`,
      ),
    );
  } else if (signature === 'unsigned' && !mayBeUnsigned) {
    problems.push(
      problem(
        'unsigned',
        `Entry ${sequence} of the chain has no signature, although a key is configured`,
      ),
    );
  }
  if (storedHash !== expectedHash) {
    const name = `${NAMES[row.kind]} ${subject}`;
    problems.push(
      problem(
        row.kind,
        `${name} of incident ${incidentKey} ${
          storedHash ? 'was changed' : 'is missing'
        }`,
      ),
    );
  }
  return problems;
}
