import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  MAX_PAYLOAD_BYTES,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { readFile, stat } from 'node:fs/promises';
import { stringify } from 'yaml';
import { nameOf, tokenOf, type ActionOptions } from './options';

const ID = 'postmortem:evidence:add';

/** Adds what somebody wrote, or a file of the workspace, to the evidence of an incident. */
export function createEvidenceAction(options: ActionOptions) {
  const { client } = options;
  return createTemplateAction({
    id: ID,
    description:
      'Adds a text, or a file from the workspace, to the evidence of an incident',
    supportsDryRun: true,
    examples: [
      {
        description: 'Add what the on-call noted',
        example: stringify({
          steps: [
            {
              action: ID,
              id: 'note',
              name: 'Add the notes',
              input: {
                incidentKey: '${{ steps.start.output.incidentKey }}',
                service: 'component:default/checkout',
                text: '14:10 rolled back to 2.4.0',
              },
            },
          ],
        }),
      },
      {
        description: 'Add a log file',
        example: stringify({
          steps: [
            {
              action: ID,
              id: 'log',
              name: 'Add the log',
              input: {
                incidentKey: 'INC-42',
                service: 'component:default/checkout',
                file: 'logs/checkout.log',
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        incidentKey: z => z.string().describe('Key of the incident'),
        service: z => z.string().describe('Entity ref of what it is about'),
        text: z => z.string().min(1).max(100_000).optional().describe('A note'),
        file: z =>
          z
            .string()
            .optional()
            .describe('Path of a text file in the workspace'),
        author: z => z.string().max(200).optional().describe('Who wrote it'),
        timestamp: z =>
          z
            .string()
            .optional()
            .describe(
              'When it was so; ISO 8601 with a zone, now when left out',
            ),
      },
      output: {
        evidenceId: z => z.string().describe('Id of the evidence'),
      },
    },
    async handler(ctx) {
      const { incidentKey, service, text, file, author, timestamp } = ctx.input;
      if ((text === undefined) === (file === undefined)) {
        throw new InputError('Give either text or file');
      }
      const id = `scaffolder-${nameOf(ctx, file ?? 'text')}`;
      const payload: SubmitEvidenceNode['payload'] =
        file === undefined
          ? {
              kind: 'message',
              ...(author && { author: { name: author } }),
              text: text!,
            }
          : {
              kind: 'document',
              name: file,
              text: await readText(ctx.workspacePath, file),
            };
      if (ctx.isDryRun) {
        ctx.logger.info(`Would add evidence ${id} to ${incidentKey}`);
        ctx.output('evidenceId', id);
        return;
      }
      const node: SubmitEvidenceNode = {
        id,
        sourceType: 'chat',
        timestamp: timestamp ?? new Date().toISOString(),
        payload,
        metadata: { service },
        provider: 'scaffolder',
      };
      const credentials = await tokenOf(options, ctx);
      // What was sent stays the same when the step is tried again, its time included
      const evidenceId = await ctx.checkpoint({
        key: `${ID}.${id}`,
        fn: async () => {
          const answer = await client.submitEvidence(
            incidentKey,
            [node],
            credentials,
          );
          const [outcome] = answer.outcomes;
          if (outcome.status === 'rejected') {
            throw new InputError(
              `The evidence was refused: ${outcome.errors
                .map(({ path, message }) => `${path} ${message}`)
                .join('; ')}`,
            );
          }
          return id;
        },
      });
      ctx.output('evidenceId', evidenceId);
    },
  });
}

async function readText(workspace: string, file: string): Promise<string> {
  const path = resolveSafeChildPath(workspace, file);
  const { size } = await stat(path);
  if (size > MAX_PAYLOAD_BYTES) {
    throw new InputError(
      `file: '${file}' has ${size} bytes, at most ${MAX_PAYLOAD_BYTES} are taken`,
    );
  }
  const text = await readFile(path, 'utf8');
  if (text.includes('\0')) {
    throw new InputError(`file: '${file}' is not a text file`);
  }
  return text;
}
