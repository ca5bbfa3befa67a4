import type {
  Author,
  Block,
  DraftClaim,
  EvidenceNode,
  EvidenceSeal,
  Incident,
  InvestigationTrace,
  RetrospectiveTemplate,
  SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What a synthesiser writes from. */
export type SynthesisInput = {
  incident: Incident;
  seal: EvidenceSeal;
  template: RetrospectiveTemplate;
  /** The validated trace, if there is one. */
  trace?: InvestigationTrace;
  /** All sealed evidence, ascending by time, then id. Includes the steps of the trace. */
  evidence: EvidenceNode[];
  /** Group that owns the primary service, for action item proposals. */
  ownerRef?: string;
};

export type DraftBlock = Omit<Block, 'claims'> & { claims: DraftClaim[] };

export type DraftSection = {
  id: SectionId;
  title: string;
  blocks: DraftBlock[];
};

/** A retrospective whose claims have not been checked. */
export type DraftRetrospective = {
  title: string;
  author: Author;
  rootCauseStatus: 'determined' | 'undetermined';
  sections: DraftSection[];
};

export interface Synthesiser {
  synthesise(input: SynthesisInput): Promise<DraftRetrospective>;
}
