import type {
  EvidenceProfile,
  SectionEvidence,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';

const CHAT: SourceType[] = ['chat', 'deployment'];
const MEASURED: SourceType[] = ['telemetry', 'deployment'];
const INVESTIGATED: SourceType[] = ['agent_trace', 'telemetry', 'deployment'];

/** What each profile drafts sections from, when somebody chose it. */
export const PROFILE_SECTIONS: Record<EvidenceProfile, SectionEvidence> = {
  chatTranscript: {
    timeline: CHAT,
    rootCause: CHAT,
    contributingFactors: CHAT,
    ruledOut: CHAT,
    actionItems: CHAT,
  },
  observabilityStitched: {
    impact: MEASURED,
    timeline: MEASURED,
    rootCause: MEASURED,
    contributingFactors: MEASURED,
    ruledOut: MEASURED,
    actionItems: MEASURED,
  },
  agenticInvestigation: {
    rootCause: INVESTIGATED,
    contributingFactors: INVESTIGATED,
    ruledOut: INVESTIGATED,
  },
  provenanceValidated: {
    rootCause: INVESTIGATED,
    contributingFactors: INVESTIGATED,
    ruledOut: INVESTIGATED,
  },
};
