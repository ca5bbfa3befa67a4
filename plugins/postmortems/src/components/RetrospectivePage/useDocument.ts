import type {
  Incident,
  PostmortemsApi,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useEffect, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';

/** A postmortem and its incident, and what changes them on the page. */
export type HeldDocument = {
  retrospective: Retrospective;
  incident: Incident;
  onWritten(retrospective: Retrospective): void;
  onChanged(change: (current: Retrospective) => Retrospective): void;
  onIncidentChanged(incident: Incident): void;
};

type Held = Pick<HeldDocument, 'retrospective' | 'incident'>;

/** Reads a postmortem, and holds what people made of it since. */
export function useDocument(
  api: Pick<PostmortemsApi, 'getRetrospective' | 'getIncident'>,
  id: string,
): {
  loading: boolean;
  error?: Error;
  document?: HeldDocument;
  onRetry(): void;
} {
  const [held, setHeld] = useState<Held>();
  const { loading, error, value, retry } = useAsyncRetry(async () => {
    const retrospective = await api.getRetrospective(id);
    const incident = await api.getIncident(retrospective.incidentKey);
    return { retrospective, incident };
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
      onWritten: retrospective => change(() => ({ retrospective })),
      onChanged: of =>
        change(({ retrospective }) => ({ retrospective: of(retrospective) })),
      onIncidentChanged: incident => change(() => ({ incident })),
    },
  };
}
