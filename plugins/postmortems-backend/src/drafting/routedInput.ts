import type {
  EvidenceNode,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { typesById, typesLeftOut } from '../routing';
import type { DraftFacts } from './contextOf';

/** What a section is drafted from when it takes only some types of evidence. */
export function routedInput(
  input: DraftFacts,
  types: readonly SourceType[],
): DraftFacts {
  const isTaken = ({ sourceType }: EvidenceNode) => types.includes(sourceType);
  const options = {
    section: 'rootCause',
    sections: { rootCause: [...types] },
    typeOf: typesById(input.evidence),
  };
  const { trace, ...rest } = input;
  return {
    ...rest,
    ...(types.includes('agent_trace') ? { trace } : { unusedTrace: trace }),
    evidence: input.evidence.filter(isTaken),
    ...(input.known && { known: input.known.filter(one => isTaken(one.node)) }),
    causes: input.causes?.filter(
      cause => typesLeftOut(cause, options).length === 0,
    ),
  };
}
