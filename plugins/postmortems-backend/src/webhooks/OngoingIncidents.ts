import {
  EVIDENCE_AFTER_MS,
  type IncidentLookup,
  type OngoingIncident,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { incidentsAround } from '../unassigned';

/** A sender of everything calls many times a second, in milliseconds. */
const FRESH_MS = 5_000;

/** Incidents that go on, read once for all calls of some seconds. */
export class OngoingIncidents implements IncidentLookup {
  readonly #knex: Knex;
  #read: { at: number; incidents: Promise<OngoingIncident[]> } | undefined;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  listOngoing(): Promise<OngoingIncident[]> {
    const now = Date.now();
    if (this.#read && now - this.#read.at < FRESH_MS) {
      return this.#read.incidents;
    }
    const incidents = this.#list(now);
    this.#read = { at: now, incidents };
    incidents.catch(() => {
      this.#read = undefined;
    });
    return incidents;
  }

  async #list(now: number): Promise<OngoingIncident[]> {
    const rows = await incidentsAround(this.#knex, {
      startedBefore: new Date(now + EVIDENCE_AFTER_MS).toISOString(),
      resolvedAfter: new Date(now - EVIDENCE_AFTER_MS).toISOString(),
    });
    const found = new Map<string, OngoingIncident>();
    for (const { key, startedAt, resolvedAt, ref } of rows) {
      const incident = found.get(key) ?? {
        key,
        services: [],
        startedAt,
        ...(resolvedAt && { resolvedAt }),
      };
      incident.services.push(ref);
      found.set(key, incident);
    }
    return [...found.values()];
  }
}
