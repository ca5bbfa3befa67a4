import type { Retrospective } from '@postmortems/backstage-plugin-postmortems-common';
import { createContext, useContext } from 'react';

/** The document that is shown, for parts of it that can be changed. */
export type OpenDocument = {
  retrospective: Retrospective;
  onWritten(retrospective: Retrospective): void;
};

const DocumentContext = createContext<OpenDocument | undefined>(undefined);

export const DocumentProvider = DocumentContext.Provider;

/** `undefined` where a document is only shown. */
export function useOpenDocument(): OpenDocument | undefined {
  return useContext(DocumentContext);
}
