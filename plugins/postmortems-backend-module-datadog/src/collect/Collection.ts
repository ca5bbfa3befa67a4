import { toError } from '@backstage/errors';
import {
  type SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import { serviceTagsIn, type TaggedService } from '../catalog/ServiceTags';
import type { DatadogApis } from '../client/DatadogApis';
import type { DatadogConfig } from '../config/config';

/** Days that Datadog keeps metrics and events, on every plan. */
export const METRIC_RETENTION_DAYS = 455;
const DAY_MS = 86_400_000;
const EXTERNAL_ID = /^[A-Za-z0-9][A-Za-z0-9._:/#@+=-]{0,150}$/;

/** One collection for one incident from one block of the configuration. */
export class Collection {
  readonly nodes: SubmitEvidenceNode[] = [];
  /** Metrics that Datadog has nothing of, which may be misspelt. */
  readonly unknownMetrics: string[] = [];
  readonly block: DatadogConfig;
  readonly apis: DatadogApis;
  readonly services: TaggedService[];
  readonly from: Date;
  readonly to: Date;
  readonly restrict: (reason: string) => Promise<void>;
  readonly #failed = new Map<string, string[]>();

  constructor(
    options: Pick<
      Collection,
      'block' | 'apis' | 'services' | 'from' | 'to' | 'restrict'
    >,
  ) {
    this.block = options.block;
    this.apis = options.apis;
    this.services = options.services;
    this.from = options.from;
    this.to = options.to;
    this.restrict = options.restrict;
  }

  /** Messages for readers, each with what it is about. */
  get failures(): string[] {
    return [...this.#failed].map(
      ([message, what]) => `${what.join(', ')}: ${message}`,
    );
  }

  fail(what: string, error: unknown): void {
    const message = typeof error === 'string' ? error : toError(error).message;
    this.#failed.set(message, [...(this.#failed.get(message) ?? []), what]);
  }

  /** As `fail`, but however often it happens. */
  failOnce(what: string, message: string): void {
    if (!this.#failed.get(message)?.includes(what)) this.fail(what, message);
  }

  /** Runs a part of the collection; what it adds before it fails is kept. */
  async attempt(what: string, part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      this.fail(what, error);
    }
  }

  includes(time: Date): boolean {
    return time >= this.from && time <= this.to;
  }

  /** The service that tags name, else the first one of the incident. */
  refOf(tags: readonly string[]): string {
    const named = serviceTagsIn(tags);
    return (
      this.services.find(({ tag }) => named.includes(tag)) ?? this.services[0]
    ).ref;
  }

  /** `service:a OR service:b`, within the environment. */
  get searchQuery(): string {
    const names = this.services.map(({ tag }) => `service:"${tag}"`);
    const env = this.block.env ? ` env:"${this.block.env}"` : '';
    return `(${[...new Set(names)].join(' OR ')})${env}`;
  }

  /** A page for people. */
  link(path: string, query?: Record<string, string>): string | undefined {
    return linkTo(this.block.appUrl, path, query);
  }
}

/** A page of Datadog for people; `undefined` when its address would be too long. */
export function linkTo(
  appUrl: string,
  path: string,
  query: Record<string, string> = {},
): string | undefined {
  const search = new URLSearchParams(query).toString();
  return webUrlSchema.safeParse(`${appUrl}${path}${search && `?${search}`}`)
    .data;
}

/** An id that is the same whenever the same thing is taken. */
export function stableId(kind: string, ...parts: string[]): string {
  const id = [kind, ...parts].join('/');
  return EXTERNAL_ID.test(id) ? id : `${kind}/${digest(parts.join('\n'))}`;
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** When Datadog deletes it. */
export function expiry(timestamp: string, days: number): string {
  return new Date(Date.parse(timestamp) + days * DAY_MS).toISOString();
}
