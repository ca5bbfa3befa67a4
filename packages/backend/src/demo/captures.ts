import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createIncidentSchema,
  submitEvidenceNodeSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const captureSchema = z.strictObject({
  about: z.string(),
  incident: createIncidentSchema,
  evidence: z.array(submitEvidenceNodeSchema).min(1),
  trace: submitTraceSchema.optional(),
});

/** One simulated incident, in the terms of the HTTP API. */
export type Capture = z.output<typeof captureSchema>;

/** The captures in examples/captures, by the key of their incident. */
export async function readCaptures(): Promise<Capture[]> {
  const folder = resolvePackagePath(
    'backend',
    '..',
    '..',
    'examples',
    'captures',
  );
  const files = (await fs.readdir(folder)).filter(file =>
    file.endsWith('.json'),
  );
  const captures = await Promise.all(
    files.map(async file =>
      captureSchema.parse(
        JSON.parse(await fs.readFile(path.join(folder, file), 'utf8')),
      ),
    ),
  );
  return captures.sort((a, b) => (a.incident.key < b.incident.key ? -1 : 1));
}
