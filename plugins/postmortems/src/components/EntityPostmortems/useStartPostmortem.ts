import { useApi } from '@backstage/core-plugin-api';
import type { CreateIncident } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';

/** How far starting a postmortem has come. */
export type StartProgress = {
  running: boolean;
  error?: unknown;
  /** The incident that was opened, even where the postmortem could not be written then. */
  openedKey?: string;
};

/** Opens the incident when there is one to open, then writes its postmortem. */
export function useStartPostmortem(onWritten: (id: string) => void) {
  const api = useApi(postmortemsApiRef);
  const [progress, setProgress] = useState<StartProgress>({ running: false });

  const start = async (key: string, incident?: CreateIncident) => {
    let openedKey = progress.openedKey;
    setProgress({ running: true, openedKey });
    try {
      if (incident) {
        await api.createIncident(incident);
        openedKey = incident.key;
      }
      const { id } = await api.createRetrospective(key);
      setProgress({ running: false, openedKey });
      onWritten(id);
    } catch (error) {
      setProgress({ running: false, error, openedKey });
    }
    return openedKey;
  };

  return { ...progress, start };
}
