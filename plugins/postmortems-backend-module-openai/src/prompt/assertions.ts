import {
  assertionSchema,
  type Assertion,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { Passage } from '../passages/Passage';

/** What a model may state. What needs all of the evidence, it cannot see. */
const TYPES = new Set<Assertion['type']>([
  'value',
  'change',
  'extreme',
  'alert',
  'deploymentChange',
  'log',
  'said',
  'did',
  'order',
  'gap',
  'duration',
  'milestone',
]);
/** Fields that hold the id of a passage in place of the id of evidence. */
const REFERENCES = new Set(['evidence']);

/**
 * Assertions as structured output allows them: every field is required, and `null`
 * where it is optional; no limits.
 */
export const assertionsShape = z
  .array(
    z.union(
      assertionSchema.options
        .filter(({ shape }) => TYPES.has(shape.type.value))
        .map(strictOf),
    ),
  )
  .nullable();

/** Read one by one, so that a wrong one does not spoil an answer. */
export const writtenAssertionsSchema = z
  .array(z.unknown())
  .max(20)
  .nullish()
  .transform(list => list ?? []);

export const ASSERTION_RULES = `With each sentence give "assertions": what the sentence says, as data, each with "evidence" set to the id of the passage that shows it, and null for fields that the sentence does not state.
- State nothing that the sentence does not say, and leave out nothing that it says. A program checks both, and each assertion against the evidence.
- A sentence with words that no assertion has is not supported. Without fitting assertions give null.`;

function strictOf(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    return z.strictObject(
      Object.fromEntries(
        Object.entries(schema.shape as z.core.$ZodLooseShape).map(
          ([name, field]) => [name, strictOf(field)],
        ),
      ),
    );
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return strictOf(schema.def.innerType).nullable();
  }
  if (schema instanceof z.ZodArray) return z.array(strictOf(schema.element));
  if (schema instanceof z.ZodLiteral) return z.literal([...schema.values]);
  if (schema instanceof z.ZodEnum) {
    return z.enum(schema.options.map(String));
  }
  return schema instanceof z.ZodNumber ? z.number() : z.string();
}

/** Assertions of a model over the evidence of its passages, and what is wrong with the others. */
export function readAssertions(
  written: readonly unknown[],
  passages: readonly Passage[],
): { assertions: Assertion[]; problems: string[] } {
  const byId = new Map(passages.map(({ id, span }) => [id, span.evidenceId]));
  const assertions: Assertion[] = [];
  const problems: string[] = [];
  written.forEach((one, index) => {
    const parsed = assertionSchema.safeParse(resolved(one, byId));
    if (!parsed.success) {
      const [{ path, message }] = parsed.error.issues;
      problems.push(
        `Assertion ${index} is none: ${path.join('.') || 'it'} ${message}`,
      );
    } else if (!TYPES.has(parsed.data.type)) {
      problems.push(`Assertion ${index} may not be a ${parsed.data.type}`);
    } else {
      assertions.push(parsed.data);
    }
  });
  return { assertions, problems };
}

/** Without `null`, and with ids of evidence for those of passages; an unknown one is none. */
function resolved(value: unknown, byId: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(one => resolved(one, byId));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [
        key,
        REFERENCES.has(key) && typeof inner === 'string'
          ? byId.get(inner)
          : resolved(inner, byId),
      ]),
  );
}
