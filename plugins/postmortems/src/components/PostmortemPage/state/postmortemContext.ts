import type {
  ContributingFactorCategory,
  PictureElement,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createContext, useContext } from 'react';
import type { EditedClaim } from '../editing/useBlockEdit';
import type { LoadedPostmortem } from './usePostmortem';
import type { PostmortemPermissions } from './usePostmortemPermissions';

/** Unsaved claims by the id of their block. */
export type Drafts = Map<string, EditedClaim[]>;

/** What the parts of the page share. */
type PostmortemContextValue = LoadedPostmortem & {
  allowed: PostmortemPermissions;
  drafts: Drafts;
  /** Id of the claim whose evidence is shown. */
  selectedClaim?: string;
  onSelectClaim(id: string | undefined): void;
  /** The evidence that a link asks for; a new object for each click. */
  requestedEvidence?: { id: string };
  /** Opens the evidence of a claim, and moves the focus to one piece of it. */
  onOpenEvidence(claimId: string, evidenceId: string): void;
  /** The element of the picture whose evidence is shown. */
  pictureElement?: PictureElement;
  onChoosePictureElement(element: PictureElement | undefined): void;
  /** Says for a while what has been done. */
  announce(message: string): void;
  /** The configured categories; empty until they are loaded. */
  categories: readonly ContributingFactorCategory[];
};

const PostmortemContext = createContext<PostmortemContextValue | undefined>(
  undefined,
);

export const PostmortemProvider = PostmortemContext.Provider;

/** Throws outside of {@link PostmortemProvider}. */
export function usePostmortemContext(): PostmortemContextValue {
  const value = useContext(PostmortemContext);
  if (!value) throw new Error('PostmortemProvider is missing');
  return value;
}
