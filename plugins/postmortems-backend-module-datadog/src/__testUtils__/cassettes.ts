import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const harSchema = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({
          method: z.string(),
          url: z.string(),
          postData: z.object({ text: z.string() }).partial().nullish(),
        }),
        response: z.object({
          status: z.number(),
          headers: z.array(z.object({ name: z.string(), value: z.string() })),
          content: z.object({ text: z.string().optional() }),
        }),
      }),
    ),
  }),
});

export type Recorded = z.infer<typeof harSchema>['log']['entries'][number];

/** The calls of the recording whose file name has the text. */
export function readCassette(folder: string, name: string): Recorded[] {
  const files = readdirSync(folder).filter(file => file.includes(name));
  if (files.length !== 1) {
    throw new Error(`${files.length} recordings have ${name} in their name`);
  }
  return harSchema.parse(
    JSON.parse(readFileSync(join(folder, files[0]), 'utf8')),
  ).log.entries;
}

/**
 * Answers as recorded: to each method and path, its answers in their order, the
 * last one again and again. Anything else is not found.
 *
 * @param pathOf - for requests that ask for something else than the recorded ones
 */
export async function replay(
  entries: Recorded[],
  pathOf = (path: string) => path,
) {
  const asked: { path: string; body?: unknown }[] = [];
  const answers = new Map<string, Recorded['response'][]>();
  for (const { request, response } of entries) {
    const key = `${request.method} ${new URL(request.url).pathname}`;
    answers.set(key, [...(answers.get(key) ?? []), response]);
  }
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', chunk => {
      text += chunk;
    });
    request.on('end', () => {
      const path = new URL(request.url!, 'http://localhost').pathname;
      asked.push({ path, body: text ? JSON.parse(text) : undefined });
      const left = answers.get(`${request.method} ${pathOf(path)}`) ?? [];
      const answer = left.length > 1 ? left.shift() : left[0];
      const type = answer?.headers.find(({ name }) => name === 'content-type');
      response.writeHead(answer?.status ?? 404, {
        'content-type': type?.value ?? 'application/json',
      });
      response.end(answer?.content.text ?? '{"errors":["not recorded"]}');
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
