import type { EvidenceSpan } from '@postmortems/backstage-plugin-postmortems-common';

/** An evidence span that a model may cite by its id. */
export type Passage = {
  /** `p1`, `p2` and so on; unique within one prompt. */
  id: string;
  span: EvidenceSpan;
  /** What the model is shown, redacted. */
  shown: {
    source: string;
    at?: string;
    service?: string;
    field: string;
    quote: string;
  };
};
