import type {
  ContributingFactorCategory,
  Incident,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createContext, useContext } from 'react';
import type { EditedClaim } from './editing/useBlockEdit';
import type { Allowed } from './useAllowed';

/** Sentences that somebody has begun to write and not saved, by the id of their block. */
export type Drafts = Map<string, EditedClaim[]>;

/** The document on the page, what its reader may do with it, and where changes go. */
export type OpenDocument = {
  postmortem: Postmortem;
  incident: Incident;
  allowed: Allowed;
  drafts: Drafts;
  /** Those that are configured; none while they are not known. */
  categories: readonly ContributingFactorCategory[];
  /** The document as the server answered with it. */
  onWritten(postmortem: Postmortem): void;
  /** A part of the document that the server answered with; put into what is on the page by then. */
  onChanged(change: (current: Postmortem) => Postmortem): void;
  onIncidentChanged(incident: Incident): void;
};

const DocumentContext = createContext<OpenDocument | undefined>(undefined);

export const DocumentProvider = DocumentContext.Provider;

/** Throws outside of {@link DocumentProvider}. */
export function useOpenDocument(): OpenDocument {
  const document = useContext(DocumentContext);
  if (!document) throw new Error('There is no document on this page');
  return document;
}
