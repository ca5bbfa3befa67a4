/** The part of JSON Schema that the API's schemas are made of. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
};

/** `Incident` for `#/components/schemas/Incident`. */
export const nameOfRef = (ref: string) => ref.split('/').at(-1)!;

/** Values of any JSON type; generators give the schema of them a name that begins like this. */
export const isAnyJson = (name: string) => name.startsWith('__schema');
