import { useApi } from '@backstage/core-plugin-api';
import type {
  Incident,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';

/** A postmortem with its incident, and how to update them on the page. */
export type LoadedPostmortem = {
  postmortem: Postmortem;
  incident: Incident;
  /** Replaces the postmortem by a response of the server. */
  onWritten(postmortem: Postmortem): void;
  /** Updates a part of the postmortem that is on the page by then. */
  onChanged(change: (current: Postmortem) => Postmortem): void;
  onIncidentChanged(incident: Incident): void;
};

type Loaded = Pick<LoadedPostmortem, 'postmortem' | 'incident'>;

/** Loads a postmortem and its incident. */
export function usePostmortem(id: string): {
  loading: boolean;
  error?: Error;
  loaded?: LoadedPostmortem;
  onRetry(): void;
} {
  const api = useApi(postmortemsApiRef);
  const [loaded, setLoaded] = useState<Loaded>();
  const { loading, error, value, retry } = useAsyncRetry(async () => {
    const postmortem = await api.getPostmortem(id);
    const incident = await api.getIncident(postmortem.incidentKey);
    return { postmortem, incident };
  }, [api, id]);
  useEffect(() => setLoaded(value), [value]);
  const change = (part: (current: Loaded) => Partial<Loaded>) =>
    setLoaded(current => current && { ...current, ...part(current) });
  return {
    loading,
    error,
    onRetry: retry,
    loaded: loaded && {
      ...loaded,
      onWritten: postmortem => change(() => ({ postmortem })),
      onChanged: update =>
        change(({ postmortem }) => ({ postmortem: update(postmortem) })),
      onIncidentChanged: incident => change(() => ({ incident })),
    },
  };
}
