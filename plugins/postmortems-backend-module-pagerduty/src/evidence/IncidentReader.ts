import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { z } from 'zod';
import {
  alertSchema,
  type LogEntry,
  logEntrySchema,
  noteSchema,
  type PagerDutyIncident,
} from '../api/objects';
import type { PagerDutyApi } from '../api/PagerDutyApi';
import type { PagerDutyConfig } from '../config/config';
import { priorityOf } from '../incidents/severity';
import {
  type About,
  alertNodes,
  incidentAlertNodes,
  isBySystem,
  logEntryNode,
  noteNode,
  responderNodes,
} from './nodes';

/** Reads all that the API has of incidents. What one part fails with loses no other. */
export class IncidentReader {
  readonly nodes: SubmitEvidenceNode[] = [];
  /** What could not be read, for readers. */
  readonly failures: string[] = [];
  /** The first error, for those who try again. */
  firstError?: Error;
  readonly #block: PagerDutyConfig;
  readonly #api: PagerDutyApi;
  readonly #latest = new Date(Date.now()).toISOString();

  constructor(options: { block: PagerDutyConfig; api: PagerDutyApi }) {
    this.#block = options.block;
    this.#api = options.api;
  }

  async read(incident: PagerDutyIncident, about: About): Promise<void> {
    const name = `incident ${incident.number ?? incident.id}`;
    let trigger: LogEntry | undefined;
    await this.attempt(`log of ${name}`, async () => {
      const entries = await this.#list(incident, {
        path: 'log_entries',
        schema: logEntrySchema,
        query: { 'include[]': 'channels' },
        limit: 'logEntries',
        name,
      });
      trigger = entries
        .filter(({ type }) => type === 'trigger_log_entry')
        .sort((a, b) => (a.created_at < b.created_at ? -1 : 1))[0];
      for (const entry of entries) {
        const node = await logEntryNode(entry, about);
        if (node) this.#add(node);
      }
    });
    await this.attempt(`alerts of ${name}`, async () => {
      const alerts = await this.#list(incident, {
        path: 'alerts',
        schema: alertSchema,
        limit: 'alerts',
        name,
      });
      this.#add(...alerts.flatMap(alert => alertNodes(alert, about)));
      const { created_at } = incident;
      if (alerts.length > 0 || !created_at || !trigger) return;
      if (isBySystem(trigger.agent)) {
        const severity = priorityOf(incident) || incident.urgency || undefined;
        this.#add(
          ...incidentAlertNodes({ ...incident, created_at }, about, severity),
        );
      }
    });
    await this.attempt(`notes of ${name}`, async () => {
      const { notes } = await this.#api.get(`/incidents/${incident.id}/notes`);
      for (const item of Array.isArray(notes) ? notes : []) {
        const note = noteSchema.safeParse(item).data;
        if (note) this.#add(await noteNode(note, about));
        else this.#failUnreadable(`notes of ${name}`);
      }
    });
    await this.attempt(`responders of ${name}`, async () => {
      for (const responder of incident.incidents_responders ?? []) {
        this.#add(...(await responderNodes(responder, about)));
      }
    });
    const { failure } = about.people;
    if (failure) this.fail('people, who are told by name only', failure);
  }

  /** Runs a part; what it adds before it fails is kept. */
  async attempt(what: string, part: () => Promise<void>): Promise<void> {
    try {
      await part();
    } catch (error) {
      // Merged or deleted meanwhile; an account without the feature has none of it
      if (error instanceof NotFoundError) return;
      this.fail(what, toError(error));
    }
  }

  fail(what: string, error: Error | string): void {
    const text = typeof error === 'string' ? error : error.message;
    if (!this.failures.includes(`${what}: ${text}`)) {
      this.failures.push(`${what}: ${text}`);
    }
    // What may not be read does not become readable by asking again
    if (typeof error !== 'string' && !(error instanceof NotAllowedError)) {
      this.firstError ??= error;
    }
  }

  async #list<T>(
    incident: PagerDutyIncident,
    options: {
      path: 'log_entries' | 'alerts';
      schema: z.ZodType<T>;
      query?: Record<string, string>;
      limit: 'logEntries' | 'alerts';
      name: string;
    },
  ): Promise<T[]> {
    const { path, schema, query, limit, name } = options;
    const found: T[] = [];
    const items = this.#api.list(
      `/incidents/${incident.id}/${path}`,
      path,
      query,
    );
    for await (const item of items) {
      if (found.length >= this.#block.limits[limit]) {
        this.fail(
          `${path.replace('_', ' ')} of ${name}`,
          `Only the first ${found.length} were taken; ${
            this.#block.path
          }.limits.${limit} sets how many`,
        );
        break;
      }
      const parsed = schema.safeParse(item).data;
      if (parsed) found.push(parsed);
      else this.#failUnreadable(`${path.replace('_', ' ')} of ${name}`);
    }
    return found;
  }

  #failUnreadable(what: string): void {
    this.fail(what, 'Some could not be read, because they have no id or time');
  }

  /** Clocks differ, and evidence is never of the future. */
  #add(...nodes: SubmitEvidenceNode[]): void {
    for (const node of nodes) {
      const isAhead = node.timestamp > this.#latest;
      this.nodes.push(isAhead ? { ...node, timestamp: this.#latest } : node);
    }
  }
}
