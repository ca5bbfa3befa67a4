import type { EvidenceSpan } from '@postmortems/backstage-plugin-postmortems-common';

/** A place in the evidence that a model may cite, by its number. */
export type Passage = {
  /** `p1`, `p2` and so on; means nothing outside one document. */
  id: string;
  span: EvidenceSpan;
  /** What the model is shown, without secrets and names. */
  shown: {
    source: string;
    at?: string;
    service?: string;
    field: string;
    quote: string;
  };
};
