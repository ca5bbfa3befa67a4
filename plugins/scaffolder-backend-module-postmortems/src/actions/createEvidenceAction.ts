import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  incidentKeySchema,
  MAX_PAYLOAD_BYTES,
  submitEvidenceNodeSchema,
  type EvidenceOutcome,
  type JsonObject,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { callApi } from './callApi';
import { EVIDENCE_ACTION_ID, evidenceExamples } from './evidence.examples';
import { withoutEmptyFields, parseInput } from './input';
import { getInitiatorToken, type ActionOptions } from './ActionOptions';
import { readTextFile } from './readTextFile';
import { toStepId, getFirstAttemptTime } from './idempotency';

/**
 * Creates `postmortem:evidence:add`, which adds a text or a file of the
 * workspace as evidence.
 */
export function createEvidenceAction(options: ActionOptions) {
  const { client } = options;
  return createTemplateAction({
    id: EVIDENCE_ACTION_ID,
    description:
      'Adds a text, or a text file from the workspace, to the evidence of an incident',
    supportsDryRun: true,
    examples: evidenceExamples,
    schema: {
      input: {
        incidentKey: z => z.string().describe('Key of the incident'),
        service: z => z.string().describe('Entity ref of what it is about'),
        text: z =>
          z
            .string()
            .max(100_000)
            .optional()
            .describe('The evidence, word for word; this or a file'),
        file: z =>
          z
            .string()
            .optional()
            .describe(
              `Path of a text file in the workspace, in UTF-8 and of at most ${MAX_PAYLOAD_BYTES} bytes; this or a text`,
            ),
        sourceType: z =>
          z
            .enum(['chat', 'telemetry', 'deployment', 'agent_trace'])
            .optional()
            .describe(
              'What it comes from: chat and notes of people, telemetry such as logs and metrics, deployment for changes, agent_trace for the output of an automated investigation; chat if empty',
            ),
        author: z => z.string().max(200).optional().describe('Who wrote it'),
        timestamp: z =>
          z
            .string()
            .optional()
            .describe(
              'When it was so: ISO 8601 with a zone; now if empty. The timeline shows it at this time',
            ),
        postmortemId: z =>
          z
            .string()
            .optional()
            .describe(
              'Id of the postmortem to regenerate with the evidence; it stays as it is if empty',
            ),
      },
      output: {
        evidenceId: z => z.string().describe('Id of the evidence'),
        truncated: z =>
          z
            .boolean()
            .describe(
              `Whether it was cut, because it has more than ${MAX_PAYLOAD_BYTES} bytes as JSON`,
            ),
      },
    },
    async handler(ctx) {
      const input = withoutEmptyFields(ctx.input);
      const { service, text, file, author, postmortemId } = input;
      if ((text === undefined) === (file === undefined)) {
        throw new InputError('Give either text or file');
      }
      const { sourceType = 'chat' } = input;
      const id = toStepId(ctx, input);
      const payload: JsonObject =
        file === undefined
          ? textPayload(sourceType, text!, author)
          : {
              kind: 'document',
              name: file,
              // A retry has to send what was read first, even if the file has changed
              text: await ctx.checkpoint({
                key: `${EVIDENCE_ACTION_ID}.file.${id}`,
                fn: () => readTextFile(ctx.workspacePath, file),
              }),
            };
      const incidentKey = parseInput(
        incidentKeySchema,
        input.incidentKey,
        () => 'incidentKey',
      );
      const nodeAt = (timestamp: string) =>
        parseInput(
          submitEvidenceNodeSchema,
          {
            id: `scaffolder-${id}`,
            sourceType,
            timestamp,
            payload,
            metadata: { service },
            provider: 'scaffolder',
          },
          path => String(path.at(-1)),
        );
      if (ctx.isDryRun) {
        const node = nodeAt(input.timestamp ?? new Date().toISOString());
        ctx.logger.info(`Would add evidence ${node.id} to ${incidentKey}`);
        ctx.output('evidenceId', node.id!);
        ctx.output('truncated', sizeOf(payload) > MAX_PAYLOAD_BYTES);
        return;
      }
      const node = nodeAt(
        input.timestamp ??
          (await getFirstAttemptTime(ctx, `${EVIDENCE_ACTION_ID}.time.${id}`)),
      );
      const credentials = await getInitiatorToken(options, ctx);
      const stored = await ctx.checkpoint({
        key: `${EVIDENCE_ACTION_ID}.node.${id}`,
        fn: async () => {
          const answer = await callApi(
            () => client.submitEvidence(incidentKey, [node], credentials),
            { what: `Adding evidence to '${incidentKey}'` },
          );
          return toStoredEvidence(answer.outcomes[0]);
        },
      });
      if (stored.truncated) {
        ctx.logger.warn(
          `The evidence was cut to ${MAX_PAYLOAD_BYTES} bytes; what was left out is not stored`,
        );
      }
      if (postmortemId) {
        await ctx.checkpoint({
          key: `${EVIDENCE_ACTION_ID}.regenerated.${id}`,
          fn: async () => {
            const { revision } = await callApi(
              () => client.regeneratePostmortem(postmortemId, credentials),
              { what: `Regenerating postmortem '${postmortemId}'` },
            );
            return revision;
          },
        });
      }
      ctx.output('evidenceId', stored.evidenceId);
      ctx.output('truncated', stored.truncated);
    },
  });
}

/** A chat message when its author is known, else a note. */
function textPayload(
  sourceType: SourceType,
  text: string,
  author?: string,
): JsonObject {
  return {
    kind: sourceType === 'chat' && author ? 'message' : 'note',
    ...(author && { author: { name: author } }),
    text,
  };
}

/** Bytes of UTF-8 JSON, as the API measures a payload. */
function sizeOf(payload: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(payload), 'utf8');
}

/** @throws `InputError` with the API's reasons when it rejected the evidence */
function toStoredEvidence(outcome: EvidenceOutcome): {
  evidenceId: string;
  truncated: boolean;
} {
  if (outcome.status !== 'rejected') {
    return { evidenceId: outcome.id, truncated: outcome.truncated };
  }
  const reasons = outcome.errors
    .map(({ path, message }) => `${path} ${message}`)
    .join('; ');
  const isIdTaken = outcome.errors.some(({ path }) => path === '/id');
  const advice = isIdTaken
    ? ". The step has added the same before, at another time, and evidence is never changed: give each its own 'timestamp'"
    : '';
  throw new InputError(`The evidence was rejected: ${reasons}${advice}`);
}
