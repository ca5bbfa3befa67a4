import type {
  Author,
  Block,
  DraftClaim,
  EvidenceNode,
  EvidenceSeal,
  Incident,
  InvestigationTrace,
  ModelRun,
  PostmortemTemplate,
  SectionId,
  Verdict,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What a postmortem is written from. @public */
export type SynthesisInput = {
  incident: Incident;
  seal: EvidenceSeal;
  template: PostmortemTemplate;
  /** The validated trace, if there is one. */
  trace?: InvestigationTrace;
  /** All sealed evidence, ascending by time, then id. Includes the steps of the trace. */
  evidence: EvidenceNode[];
  /** Group that owns the primary service, for action item proposals. */
  ownerRef?: string;
};

/** A block whose claims have not been checked. @public */
export type DraftBlock = Omit<Block, 'claims'> & { claims: DraftClaim[] };

/** A section whose claims have not been checked. @public */
export type DraftSection = {
  id: SectionId;
  title: string;
  blocks: DraftBlock[];
};

/** A postmortem whose claims have not been checked. @public */
export type DraftPostmortem = {
  title: string;
  author: Author;
  rootCauseStatus: 'determined' | 'undetermined';
  sections: DraftSection[];
};

/** A sentence as a model writes it. @public */
export type ModelSentence = Pick<DraftClaim, 'kind' | 'text' | 'spans'>;

/** How far a model has come with a section. @public */
export type SynthesisProgress = {
  section: SectionId;
  phase: 'drafting' | 'checking' | 'repairing' | 'done' | 'failed';
};

/** What a model wrote of a document. @public */
export type ModelSynthesis = {
  author: Author;
  sections: { id: SectionId; sentences: ModelSentence[] }[];
  run: ModelRun;
};

/**
 * Connects and condenses with a model what the deterministic draft tells. Whatever it gives back is verified like any other
 * sentence; when it throws, the deterministic draft stands.
 *
 * @public
 */
export interface ModelSynthesiser {
  /** Short lower-case name, e.g. `openai`. */
  readonly id: string;

  write(options: {
    input: SynthesisInput;
    /** What stands in the document without the model. */
    draft: DraftPostmortem;
    /** Names, handles and addresses of people; they must not leave this system. */
    people: readonly string[];
    /** What the verifier will say of a sentence. */
    verify(sentence: ModelSentence): {
      verdict: Verdict;
      reasons: VerdictReason[];
    };
    onProgress(progress: SynthesisProgress): void;
    signal: AbortSignal;
  }): Promise<ModelSynthesis>;

  /**
   * A second opinion on sentences that the verifier lets pass. It can lower a verdict to `partial`, and nothing else. One
   * answer per sentence, in their order; `undefined` for no objection.
   */
  judge?(options: {
    sentences: readonly ModelSentence[];
    people: readonly string[];
    signal: AbortSignal;
  }): Promise<(string | undefined)[]>;
}
