import {
  AuthenticationError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { InstanceConfig } from '../config/config';
import {
  AlertingRule,
  errorResponseSchema,
  rangeResponseSchema,
  RangeSeries,
  rulesResponseSchema,
} from './responses';

const MAX_RESPONSE_BYTES = 20 * 1024 * 1024;
const RETRY_DELAY_MS = { min: 200, max: 1000 };

/** A failure that a retry may fix. */
class TransientError extends ServiceUnavailableError {}

/**
 * A query range. Both times are multiples of the step, so that two pulls have
 * the same points.
 */
export type RangeWindow = { from: Date; to: Date; stepSeconds: number };

/**
 * The two calls of Prometheus' HTTP API that evidence needs. Only the configured
 * address is called, and no redirect is followed. A request without a connection
 * or with a 5xx response is retried once.
 */
export class PrometheusClient {
  readonly #instance: InstanceConfig;

  constructor(options: { instance: InstanceConfig }) {
    this.#instance = options.instance;
  }

  async queryRange(
    query: string,
    options: RangeWindow & { signal: AbortSignal },
  ): Promise<{ series: RangeSeries[]; warnings: string[] }> {
    const answer = await this.#call(
      rangeResponseSchema,
      '/api/v1/query_range',
      {
        signal: options.signal,
        form: new URLSearchParams({
          query,
          start: String(options.from.getTime() / 1000),
          end: String(options.to.getTime() / 1000),
          step: String(options.stepSeconds),
          timeout: `${this.#instance.timeoutSeconds}s`,
        }),
      },
    );
    return { series: answer.data.result, warnings: answer.warnings };
  }

  async alertingRules(options: {
    signal: AbortSignal;
  }): Promise<AlertingRule[]> {
    const answer = await this.#call(
      rulesResponseSchema,
      '/api/v1/rules?type=alert',
      options,
    );
    return answer.data.groups.flatMap(group =>
      group.rules.flatMap(rule =>
        rule.type === 'alerting'
          ? [{ name: rule.name, query: rule.query, labels: rule.labels }]
          : [],
      ),
    );
  }

  async #call<T>(
    schema: z.ZodType<T>,
    path: string,
    options: { signal: AbortSignal; form?: URLSearchParams },
  ): Promise<T> {
    try {
      return await this.#callOnce(schema, path, options);
    } catch (error) {
      if (!(error instanceof TransientError) || options.signal.aborted) {
        throw error;
      }
      const { min, max } = RETRY_DELAY_MS;
      await sleep(min + Math.random() * (max - min), undefined, {
        signal: options.signal,
      });
      return this.#callOnce(schema, path, options);
    }
  }

  async #callOnce<T>(
    schema: z.ZodType<T>,
    path: string,
    options: { signal: AbortSignal; form?: URLSearchParams },
  ): Promise<T> {
    const { baseUrl, timeoutSeconds } = this.#instance;
    const where = `Prometheus at ${baseUrl}`;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    let status: number;
    let text: string;
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        method: options.form ? 'POST' : 'GET',
        body: options.form,
        headers: { accept: 'application/json', ...this.#authorization() },
        redirect: 'manual',
        signal: AbortSignal.any([options.signal, timeout]),
      });
      status = response.status;
      text = await readBounded(response, where);
    } catch (error) {
      if (error instanceof InputError || options.signal.aborted) throw error;
      throw timeout.aborted
        ? new ServiceUnavailableError(
            `${where} did not answer within ${timeoutSeconds} s`,
          )
        : new TransientError(`${where} cannot be reached`, error);
    }
    if (status < 200 || status > 299) throw failure({ where, status, text });
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new InputError(
      `${where} sent a response to ${path} that does not match its API: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }

  #authorization(): Record<string, string> {
    const { token, basicAuth } = this.#instance.auth ?? {};
    if (token) return { authorization: `Bearer ${token}` };
    if (!basicAuth) return {};
    const pair = `${basicAuth.username}:${basicAuth.password}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }
}

function failure(options: { where: string; status: number; text: string }) {
  const { where, status, text } = options;
  const body = errorResponseSchema.safeParse(parseJson(text)).data;
  const message = body
    ? `${where} answered ${status} ${body.errorType}: ${body.error}`
    : `${where} answered ${status}`;
  if (status >= 500) return new TransientError(message);
  if (status === 401 || status === 403) return new AuthenticationError(message);
  if (status === 404) return new NotFoundError(message);
  return status < 400
    ? new InputError(`${message}: redirects are not followed, set its baseUrl`)
    : new InputError(message);
}

async function readBounded(response: Response, where: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_RESPONSE_BYTES) {
      throw new InputError(
        `${where} answered with more than ${MAX_RESPONSE_BYTES} bytes: ask for fewer series or a larger step`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
