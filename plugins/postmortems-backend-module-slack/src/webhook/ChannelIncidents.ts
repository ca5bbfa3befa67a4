import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type IncidentAccess,
  isInEvidenceWindow,
  isNamedAfter,
  keysIn,
  keysInName,
  termsOf,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ReadStore } from '../reading/ReadStore';

type NamedChannel = { id: string; name?: string; isPrivate: boolean };

/** Finds the incidents that a channel, or a message in it, is about. */
export class ChannelIncidents {
  readonly #reads: ReadStore;

  constructor(options: { reads: ReadStore }) {
    this.#reads = options.reads;
  }

  /** Incidents to which a message belongs as evidence. */
  async ofMessage(
    access: IncidentAccess,
    options: { channel: NamedChannel; at: Date; text: string },
  ): Promise<Incident[]> {
    const { channel, at, text } = options;
    const { bound, read } = await this.#reads.listIncidents(channel.id);
    const candidates = await find(access, [
      ...bound,
      ...keysInName(channel.name ?? ''),
      ...read,
    ]);
    return candidates.filter(incident => {
      const isOwn =
        bound.includes(incident.key) ||
        isNamedAfter(channel.name ?? '', incident.key);
      const terms = termsOf(incident);
      const isAbout = channel.isPrivate ? terms.isKeyIn : terms.isNamedIn;
      return isInEvidenceWindow(at, incident) && (isOwn || isAbout(text));
    });
  }

  /** The incident that somebody means who points at a message: by its text, else by the channel. */
  async meantBy(
    access: IncidentAccess,
    options: { channel: NamedChannel; text: string },
  ): Promise<Incident | undefined> {
    const { channel, text } = options;
    const { bound } = await this.#reads.listIncidents(channel.id);
    const found = await find(access, [
      ...keysIn(text),
      ...bound,
      ...keysInName(channel.name ?? ''),
    ]);
    return found[0];
  }
}

async function find(
  access: IncidentAccess,
  keys: readonly string[],
): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const key of new Set(keys)) {
    const incident = await access.findIncident(key);
    if (incident) found.push(incident);
  }
  return found;
}
