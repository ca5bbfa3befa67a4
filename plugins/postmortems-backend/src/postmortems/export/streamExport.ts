import type {
  EvidenceNode,
  ExportDocument,
} from '@postmortems/backstage-plugin-postmortems-common';

/** An export whose evidence is read while it is written. */
export type StreamedExport = {
  document: Omit<ExportDocument, 'evidence'>;
  evidence: AsyncIterable<EvidenceNode>;
};

/** The JSON of an export in pieces, so that its evidence is never held whole. */
export async function* streamExport({
  document,
  evidence,
}: StreamedExport): AsyncIterable<string> {
  yield `${JSON.stringify(document).slice(0, -1)},"evidence":[`;
  let separator = '';
  for await (const node of evidence) {
    yield `${separator}${JSON.stringify(node)}`;
    separator = ',';
  }
  yield ']}';
}
