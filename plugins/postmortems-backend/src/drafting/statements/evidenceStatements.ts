import {
  RECORD_EVIDENCE_ID,
  type EvidenceStatement,
} from '@postmortems/backstage-plugin-postmortems-common';
import { evaluateAssertion, type SealedFacts } from '../../verification';
import type { SectionContext } from '../sections/context';
import { claimOf, type Stated } from '../write/sentence';
import { isCollection } from '../facts/collections';
import { describeUnknown } from '../facts/describeUnknown';
import type { KnownEvidence } from '../facts/knownEvidence';
import { stepStatement, traceStep } from '../facts/steps';
import { alertStatements } from './alertStatements';
import { changeStatements } from './changeStatements';
import { instantIn } from './instantIn';
import { metricStatements } from './metricStatements';
import { recordStatements } from './recordStatements';
import { sayingStatements } from './sayingStatements';

/**
 * What can be said of one piece of evidence, in the renderer's words: only what
 * code finds to hold. Nothing for evidence that does not exist.
 *
 * @param quote - verbatim part of what the evidence says
 */
export function evidenceStatements(options: {
  evidenceId: string;
  quote?: string;
  context: SectionContext;
  facts: SealedFacts;
}): EvidenceStatement[] {
  const { evidenceId, context, facts } = options;
  const known = facts.node(evidenceId);
  let told: Stated[][] = [];
  if (evidenceId === RECORD_EVIDENCE_ID) told = recordStatements(context);
  else if (known) told = nodeStatements(known, options);
  const statements = new Map<string, EvidenceStatement>();
  for (const stated of told) {
    const { text, spans, reading } = claimOf('summary', '', stated, context);
    const assertions = reading?.assertions ?? [];
    const holds = assertions.every(
      assertion => evaluateAssertion(assertion, facts).outcome === 'holds',
    );
    if (holds) statements.set(text, { text, assertions, spans });
  }
  return [...statements.values()];
}

function nodeStatements(
  { node, payload }: KnownEvidence,
  options: { quote?: string; context: SectionContext; facts: SealedFacts },
): Stated[][] {
  const { context } = options;
  switch (payload?.kind) {
    case 'metric':
      return metricStatements({ node, payload }, context);
    case 'alert':
      return alertStatements({ node, payload }, context);
    case 'deployment':
    case 'rollback':
    case 'config_change':
      return changeStatements({ node, payload }, context);
    case 'message':
    case 'log':
    case 'event':
      return sayingStatements({ node, payload }, options);
    case 'step':
      return [
        [stepStatement(traceStep(node, payload, id => options.facts.node(id)))],
      ];
    default: {
      const told = isCollection(node)
        ? undefined
        : describeUnknown(node, options.facts.payloadKinds);
      return told ? [told.statements(instantIn(context)(told.at))] : [];
    }
  }
}
