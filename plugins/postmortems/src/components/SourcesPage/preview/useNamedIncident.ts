import { useApi } from '@backstage/core-plugin-api';
import {
  type Incident,
  incidentKeySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { hasStatus } from '../../shared/errors/describeError';

const DEBOUNCE_MS = 400;

/**
 * The incident with the key that somebody types, if there is one that they may see.
 *
 * @param onFound - called once for each
 */
export function useNamedIncident(
  typed: string,
  onFound: (incident: Incident) => void,
): { incident?: Incident; error?: unknown } {
  const api = useApi(postmortemsApiRef);
  const [key, setKey] = useState('');
  useDebounce(() => setKey(typed), DEBOUNCE_MS, [typed]);
  const { value, error, loading } = useAsync(async () => {
    if (!incidentKeySchema.safeParse(key).success) return undefined;
    try {
      const incident = await api.getIncident(key);
      onFound(incident);
      return incident;
    } catch (failure) {
      // It may be a part of the name of a channel
      if (hasStatus(failure, 404)) return undefined;
      throw failure;
    }
  }, [api, key]);
  if (loading || key !== typed) return {};
  return { incident: value, error };
}
