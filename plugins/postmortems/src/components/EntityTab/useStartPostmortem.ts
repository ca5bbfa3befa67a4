import { useApi } from '@backstage/core-plugin-api';
import type { CreateIncident } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';

/** How far one attempt came. */
type StartOutcome = {
  /** The incident that was opened, by this attempt or one before it, even where its postmortem could not be written. */
  openedKey?: string;
  error?: unknown;
};

/** Opens the incident when there is one to open, then writes its postmortem. */
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
