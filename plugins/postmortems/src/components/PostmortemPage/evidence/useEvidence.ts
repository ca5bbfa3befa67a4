import { useApi } from '@backstage/core-plugin-api';
import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type EvidenceNode,
  type JsonObject,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';

/**
 * The target of an evidence span: an evidence node, or a record of the system
 * itself.
 */
export type CitedSource = {
  id: string;
  payload: JsonObject;
  /** Undefined for the incident record and the manifest of the seal. */
  node?: EvidenceNode;
};

const SYSTEM_RECORDS = new Set([RECORD_EVIDENCE_ID, SEAL_EVIDENCE_ID]);

/** The sources with these ids, by id. Those that are missing are left out. */
export function useEvidence(
  { id, incidentKey, sealId }: Postmortem,
  ids: readonly string[],
) {
  const api = useApi(postmortemsApiRef);
  const unique = [...new Set(ids)];
  return useAsync(async () => {
    const nodeIds = unique.filter(one => !SYSTEM_RECORDS.has(one));
    const [page, seal] = await Promise.all([
      nodeIds.length > 0
        ? api.listEvidence(incidentKey, { id: nodeIds, limit: nodeIds.length })
        : { items: [] },
      unique.some(one => SYSTEM_RECORDS.has(one)) ? api.getSeal(id) : undefined,
    ]);
    const sources = new Map<string, CitedSource>();
    for (const node of page.items) {
      sources.set(node.id, { id: node.id, payload: node.payload, node });
    }
    if (seal) {
      sources.set(RECORD_EVIDENCE_ID, {
        id: RECORD_EVIDENCE_ID,
        payload: seal.incident,
      });
      sources.set(SEAL_EVIDENCE_ID, {
        id: SEAL_EVIDENCE_ID,
        payload: JSON.parse(JSON.stringify(seal.manifest)),
      });
    }
    return sources;
  }, [api, id, incidentKey, sealId, JSON.stringify(unique)]);
}
