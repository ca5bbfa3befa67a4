import type {
  Assertion,
  Author,
  Block,
  DraftClaim,
  EvidenceNode,
  EvidenceSeal,
  Incident,
  InvestigationTrace,
  ModelRun,
  PostmortemTemplate,
  RootCauseStatus,
  SectionEvidence,
  SectionGuidance,
  SectionId,
  Verdict,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What a postmortem is drafted from. @public */
export type DraftInput = {
  incident: Incident;
  seal: EvidenceSeal;
  template: PostmortemTemplate;
  /** The validated trace, if there is one. */
  trace?: InvestigationTrace;
  /** All sealed evidence, ascending by time, then id, with the trace's steps. */
  evidence: EvidenceNode[];
  /** Entity ref of the group that owns the primary service. */
  ownerRef?: string;
  /** IANA time zone of that group; UTC without it. */
  timeZone?: string;
  /**
   * Types of evidence that sections may cite; all, where one is not named. Claims
   * that cite others are dropped.
   */
  sectionEvidence?: SectionEvidence;
};

/** A block whose claims have no verdict yet. @public */
export type DraftBlock = Omit<Block, 'claims' | 'more'> & {
  claims: DraftClaim[];
  more?: { label: string; claims: DraftClaim[] };
};

/** A section whose claims have no verdict yet. @public */
export type DraftSection = {
  id: SectionId;
  title: string;
  guidance?: SectionGuidance;
  blocks: DraftBlock[];
};

/** A postmortem whose claims have no verdict yet. @public */
export type DraftPostmortem = {
  title: string;
  author: Author;
  rootCauseStatus: RootCauseStatus;
  sections: DraftSection[];
};

/** A claim as a model writes it, before it has an id. @public */
export type ModelClaim = Pick<DraftClaim, 'kind' | 'text' | 'spans'> & {
  /** What the text says, as the model reads it. Code checks it against the words. */
  assertions?: Assertion[];
  /**
   * Only of the kind `root_cause`: ids of the evidence that shows the cause and
   * the effect. Code computes what ties them.
   */
  causeAndEffect?: { cause: string; effect: string };
};

/** How far a model has come with one section. @public */
export type DraftingProgress = {
  section: SectionId;
  phase: 'drafting' | 'verifying' | 'repairing' | 'done' | 'failed';
};

/** What a model wrote of a postmortem, and the record of how it did. @public */
export type ModelDraft = {
  author: Author;
  /** A section without claims stays as it is in the deterministic draft. */
  sections: { id: SectionId; claims: ModelClaim[] }[];
  run: ModelRun;
};

/** What {@link DraftingModel.write} is given. @public */
export type ModelWriteOptions = {
  input: DraftInput;
  /** The deterministic draft. */
  draft: DraftPostmortem;
  /** Names, handles and addresses of people. They must not leave Backstage. */
  people: readonly string[];
  /**
   * The text without its secrets. All that is sent to a model goes through it:
   * evidence from before secrets were masked may still hold some.
   */
  maskSecrets(text: string): string;
  /** The verdict that a claim would get. */
  verify(claim: ModelClaim): { verdict: Verdict; reasons: VerdictReason[] };
  onProgress(progress: DraftingProgress): void;
  /** Aborted when the postmortem is no longer waited for. */
  signal: AbortSignal;
};

/** What {@link DraftingModel.judge} is given. @public */
export type ModelJudgeOptions = {
  claims: readonly ModelClaim[];
  /** Names, handles and addresses of people. They must not leave Backstage. */
  people: readonly string[];
  /**
   * The text without its secrets. All that is sent to a model goes through it:
   * evidence from before secrets were masked may still hold some.
   */
  maskSecrets(text: string): string;
  signal: AbortSignal;
};

/** What {@link DraftingModel.read} is given. @public */
export type ModelReadOptions = {
  /** Sentences that people wrote, of which the grammar leaves words over. */
  claims: readonly ModelClaim[];
  /** All evidence of the incident. */
  evidence: readonly EvidenceNode[];
  /** Names, handles and addresses of people. They must not leave Backstage. */
  people: readonly string[];
  /**
   * The text without its secrets. All that is sent to a model goes through it:
   * evidence from before secrets were masked may still hold some.
   */
  maskSecrets(text: string): string;
  /** Aborted when the answer is no longer waited for. */
  signal: AbortSignal;
};

/**
 * A language model that helps to draft postmortems. Every claim that it writes
 * is verified like any other.
 *
 * @public
 */
export interface DraftingModel {
  /** Short lower-case name, e.g. `openai`. */
  readonly id: string;

  /**
   * Writes sections anew from the deterministic draft and the evidence. When it
   * throws, the postmortem is the deterministic draft.
   */
  write(options: ModelWriteOptions): Promise<ModelDraft>;

  /**
   * A second opinion on causes and contributing factors, whoever wrote them. An
   * objection is added to the reasons and lowers `supported` to `unverified`;
   * nothing raises a verdict.
   *
   * @returns one objection per claim, in their order; `undefined` for none
   */
  judge?(options: ModelJudgeOptions): Promise<(string | undefined)[]>;

  /**
   * What sentences that people wrote say, as assertions over the evidence. A
   * reading counts only when code finds every word of the sentence in it.
   *
   * @returns the assertions of each claim, in their order; `undefined` for none
   */
  read?(options: ModelReadOptions): Promise<(Assertion[] | undefined)[]>;
}
