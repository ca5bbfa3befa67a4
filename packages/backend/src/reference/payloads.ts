import {
  alertPayloadSchema,
  chatMessagePayloadSchema,
  deploymentPayloadSchema,
  eventPayloadSchema,
  logPayloadSchema,
  metricPayloadSchema,
  stepPayloadSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { JsonSchema } from './jsonSchema';
import type { SchemaDescriptions } from './schemaDescriptions';
import { schemaTables } from './schemaTables';
import { typeText } from './typeText';

/** By the names of the constants, under which their doc comments are found. */
const PAYLOADS = {
  chatMessagePayloadSchema,
  metricPayloadSchema,
  alertPayloadSchema,
  logPayloadSchema,
  eventPayloadSchema,
  deploymentPayloadSchema,
  stepPayloadSchema,
};

/** A section for each payload of evidence that the backend understands. The OpenAPI document has none of them: any object is accepted. */
export function payloadsText({ constants }: SchemaDescriptions): string[] {
  return Object.entries(PAYLOADS).flatMap(([name, payload]) => {
    const schema = z.toJSONSchema(payload) as JsonSchema;
    const { text, fields } = constants.get(name)!;
    return [
      '',
      `### ${typeText(schema.properties!.kind).replaceAll(' \\|', ',')}`,
      '',
      text,
      '',
      ...schemaTables(schema, fields),
    ];
  });
}
