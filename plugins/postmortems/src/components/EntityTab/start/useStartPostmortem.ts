import { useApi } from '@backstage/core-plugin-api';
import type { CreateIncident } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';

/** The outcome of an attempt. */
type StartOutcome = {
  /**
   * The incident that this or an earlier attempt opened, even if drafting
   * failed.
   */
  openedKey?: string;
  error?: unknown;
};

/** Opens an incident if needed, then drafts its postmortem. */
export function useStartPostmortem(onWritten: (id: string) => void) {
  const api = useApi(postmortemsApiRef);
  const [openedKey, setOpenedKey] = useState<string>();

  const start = async (
    key: string,
    incident?: CreateIncident,
  ): Promise<StartOutcome> => {
    const outcome: StartOutcome = { openedKey };
    try {
      if (incident) {
        await api.createIncident(incident);
        outcome.openedKey = incident.key;
      }
      const { id } = await api.createPostmortem(key);
      onWritten(id);
    } catch (error) {
      outcome.error = error;
    }
    setOpenedKey(outcome.openedKey);
    return outcome;
  };

  return { openedKey, start };
}
