import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

const ROOT = 'postmortems.openai';

/** Sections that a model may write. Timelines and lists are always computed. */
export const WRITABLE_SECTIONS = [
  'summary',
  'impact',
  'rootCause',
  'contributingFactors',
] as const;

const tokens = z.number().int().min(500).max(2_000_000);

const openAiConfigSchema = z
  .strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
      .optional(),
    apiKey: z.string().min(1, 'must not be empty').optional(),
    model: z.string().min(1).max(200),
    azure: z.strictObject({ apiVersion: z.string().min(1) }).optional(),
    structuredOutput: z
      .enum(['json_schema', 'json_object'])
      .default('json_schema'),
    outputLimitField: z
      .enum(['max_completion_tokens', 'max_tokens'])
      .default('max_completion_tokens'),
    sections: z
      .array(z.enum(WRITABLE_SECTIONS))
      .default([...WRITABLE_SECTIONS]),
    maxInputTokens: tokens.default(24_000),
    maxOutputTokens: tokens.default(4_000),
    maxTotalTokens: tokens.default(300_000),
    timeoutSeconds: z.number().positive().max(600).default(60),
    maxRetries: z.number().int().min(0).max(10).default(3),
    judge: z.boolean().default(false),
    price: z
      .strictObject({
        inputPerMillionTokens: z.number().min(0),
        outputPerMillionTokens: z.number().min(0),
        currency: z.string().regex(/^[A-Z]{3}$/, 'must be a code such as USD'),
      })
      .optional(),
  })
  .refine(({ azure, baseUrl }) => !azure || baseUrl, {
    error: 'has azure but no baseUrl: set it to the endpoint of the resource',
  });

/** `postmortems.openai` with its defaults. */
export type OpenAiConfig = z.output<typeof openAiConfigSchema>;

/**
 * Reads `postmortems.openai`; `undefined` when it is not there.
 *
 * @throws `InputError` that names each wrong key
 */
export function readOpenAiConfig(
  config: RootConfigService,
): OpenAiConfig | undefined {
  if (!config.has(ROOT)) return undefined;
  const parsed = openAiConfigSchema.safeParse(config.get(ROOT));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    issue => `${[ROOT, ...issue.path].join('.')} ${issue.message}`,
  );
  throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
}
