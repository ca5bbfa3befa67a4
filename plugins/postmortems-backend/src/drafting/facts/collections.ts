import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

/** Whether a node is what the pipeline recorded of asking a source, and nothing that the source said. */
export function isCollection({ payload }: EvidenceNode): boolean {
  return (
    (payload.kind === 'collection' || payload.kind === 'collection_failure') &&
    typeof payload.source === 'string'
  );
}
