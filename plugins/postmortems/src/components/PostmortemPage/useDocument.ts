import type {
  Incident,
  PostmortemsApi,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useEffect, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** A postmortem and its incident, and what changes them on the page. */
export type HeldDocument = {
  postmortem: Postmortem;
  incident: Incident;
  onWritten(postmortem: Postmortem): void;
  onChanged(change: (current: Postmortem) => Postmortem): void;
  onIncidentChanged(incident: Incident): void;
};

type Held = Pick<HeldDocument, 'postmortem' | 'incident'>;

/** Reads a postmortem, and holds what people made of it since. */
export function useDocument(
  api: Pick<PostmortemsApi, 'getPostmortem' | 'getIncident'>,
  id: string,
): {
  loading: boolean;
  error?: Error;
  document?: HeldDocument;
  onRetry(): void;
} {
  const [held, setHeld] = useState<Held>();
  const { loading, error, value, retry } = useAsyncRetry(async () => {
    const postmortem = await api.getPostmortem(id);
    const incident = await api.getIncident(postmortem.incidentKey);
    return { postmortem, incident };
  }, [api, id]);
  useEffect(() => setHeld(value), [value]);
  const change = useCallback(
    (part: (current: Held) => Partial<Held>) =>
      setHeld(current => current && { ...current, ...part(current) }),
    [],
  );
  return {
    loading,
    error,
    onRetry: retry,
    document: held && {
      ...held,
      onWritten: postmortem => change(() => ({ postmortem })),
      onChanged: of =>
        change(({ postmortem }) => ({ postmortem: of(postmortem) })),
      onIncidentChanged: incident => change(() => ({ incident })),
    },
  };
}
