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
import { attempt } from './attempt';
import { EVIDENCE, evidenceExamples } from './evidence.examples';
import { givenOf, parseInput } from './input';
import { tokenOf, type ActionOptions } from './options';
import { readTextFile } from './readTextFile';
import { idOf, momentOf } from './repeat';

/** Adds what somebody wrote, or a file of the workspace, to the evidence of an incident. */
export function createEvidenceAction(options: ActionOptions) {
  const { client } = options;
  return createTemplateAction({
    id: EVIDENCE,
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
      const given = givenOf(ctx.input);
      const { service, text, file, author, postmortemId } = given;
      if ((text === undefined) === (file === undefined)) {
        throw new InputError('Give either text or file');
      }
      const { sourceType = 'chat' } = given;
      const id = idOf(ctx, given);
      const payload: JsonObject =
        file === undefined
          ? textPayload(sourceType, text!, author)
          : {
              kind: 'document',
              name: file,
              // The file can have changed when the task is tried again, and what was sent may have arrived
              text: await ctx.checkpoint({
                key: `${EVIDENCE}.file.${id}`,
                fn: () => readTextFile(ctx.workspacePath, file),
              }),
            };
      const incidentKey = parseInput(
        incidentKeySchema,
        given.incidentKey,
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
        const node = nodeAt(given.timestamp ?? new Date().toISOString());
        ctx.logger.info(`Would add evidence ${node.id} to ${incidentKey}`);
        ctx.output('evidenceId', node.id!);
        ctx.output('truncated', sizeOf(payload) > MAX_PAYLOAD_BYTES);
        return;
      }
      const node = nodeAt(
        given.timestamp ?? (await momentOf(ctx, `${EVIDENCE}.time.${id}`)),
      );
      const credentials = await tokenOf(options, ctx);
      const stored = await ctx.checkpoint({
        key: `${EVIDENCE}.node.${id}`,
        fn: async () => {
          const answer = await attempt(
            () => client.submitEvidence(incidentKey, [node], credentials),
            { what: `Adding evidence to '${incidentKey}'` },
          );
          return acceptedOf(answer.outcomes[0]);
        },
      });
      if (stored.truncated) {
        ctx.logger.warn(
          `The evidence was cut to ${MAX_PAYLOAD_BYTES} bytes; what was left out is not stored`,
        );
      }
      if (postmortemId) {
        await ctx.checkpoint({
          key: `${EVIDENCE}.written.${id}`,
          fn: async () => {
            const { revision } = await attempt(
              () => client.regeneratePostmortem(postmortemId, credentials),
              { what: `Writing postmortem '${postmortemId}' again` },
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

/** A message of somebody; a note where nobody is named, or where a source would have sent more than a text. */
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

/** In bytes of JSON, as the API measures it. */
function sizeOf(payload: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(payload), 'utf8');
}

/** What the API says of evidence that it took. Throws `InputError` with its reasons when it did not. */
function acceptedOf(outcome: EvidenceOutcome): {
  evidenceId: string;
  truncated: boolean;
} {
  if (outcome.status !== 'rejected') {
    return { evidenceId: outcome.id, truncated: outcome.truncated };
  }
  const reasons = outcome.errors
    .map(({ path, message }) => `${path} ${message}`)
    .join('; ');
  const taken = outcome.errors.some(({ path }) => path === '/id');
  const advice = taken
    ? ". The step has added the same before, at another time, and evidence is never changed: give each its own 'timestamp'"
    : '';
  throw new InputError(`The evidence was refused: ${reasons}${advice}`);
}
