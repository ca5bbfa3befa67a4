import { InputError } from '@backstage/errors';
import {
  investigationTraceSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  EvidenceSource,
  SourceTrace,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import { parse } from '../platform/http';

/** Traces in one file. */
const MAX_TRACES = 50;

/** The incident is the one of the upload, whichever the trace was of. */
const sentSchema = submitTraceSchema.omit({ incidentId: true });
/** What the API adds to a trace. */
const ADDED = Object.keys(investigationTraceSchema.shape).filter(
  key => !Object.hasOwn(sentSchema.shape, key),
);

/** Files that the backend reads itself: investigations in the schema of its API. */
export const OWN_UPLOADS: Pick<EvidenceSource, 'uploads'> = {
  uploads: [
    {
      format: 'trace',
      title: 'Investigation trace (JSON)',
      read: async file => ({ nodes: [], traces: readTraces(file) }),
    },
  ],
};

/** One trace, a list of them, or the answer of `GET /incidents/:key/traces`. */
function readTraces(file: Buffer): SourceTrace[] {
  const json = jsonOf(file);
  const listed = z.object({ items: z.array(z.unknown()) }).safeParse(json).data;
  const found = listed?.items ?? (Array.isArray(json) ? json : [json]);
  if (found.length === 0 || found.length > MAX_TRACES) {
    throw new InputError(
      `The file has ${found.length} traces; from 1 to ${MAX_TRACES} can be read at once`,
    );
  }
  return found.map(one => parse(sentSchema, withoutAdded(one)));
}

function withoutAdded(trace: unknown): unknown {
  if (typeof trace !== 'object' || trace === null) return trace;
  return Object.fromEntries(
    Object.entries(trace).filter(([key]) => !ADDED.includes(key)),
  );
}

function jsonOf(file: Buffer): unknown {
  try {
    return JSON.parse(file.toString('utf8'));
  } catch {
    throw new InputError('The file is no JSON');
  }
}
