import type { v2 } from '@datadog/datadog-api-client';
import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import { type Collection, stableId } from './Collection';

const PAGE = 100;
/** Incidents that were declared this long before are not looked for. */
const MAX_AGE_MS = 30 * 86_400_000;
const MAX_TEXT = 8192;

/** The states of an incident over time, which Datadog's description does not have. */
const statesSchema = z.looseObject({
  field_analytics: z.looseObject({
    state: z.record(
      z.string(),
      z.looseObject({
        spans: z.array(z.looseObject({ start: z.number() })),
      }),
    ),
  }),
});

/** Something that happened in an incident. */
type Moment = {
  /** Part of the id; empty for what has its content for one. */
  name: string;
  at: Date;
  reason: string;
  text: string;
  isWrittenByPeople?: boolean;
};

/** Takes what Datadog's incidents of the services say of the window. */
export async function collectIncidents(collection: Collection): Promise<void> {
  const found = await findIncidents(collection);
  const { incidents: limit } = collection.block.limits;
  if (found.length > limit) {
    collection.fail(
      'incidents',
      `Only the newest ${limit} were taken; ${collection.block.path}.limits.incidents sets how many`,
    );
  }
  for (const incident of found.slice(0, limit)) {
    const { visibility, publicId } = incident.attributes ?? {};
    if (visibility === 'private') {
      await collection.restrict(
        `Incident ${publicId} in Datadog is private, and evidence was taken from it`,
      );
    }
    collection.nodes.push(
      ...momentsOf(incident).flatMap(moment =>
        collection.includes(moment.at)
          ? toNode(collection, incident, moment)
          : [],
      ),
    );
    await collection.attempt(`impacts of incident ${publicId}`, async () => {
      const impacts = await collection.apis.incidents.listIncidentImpacts({
        incidentId: incident.id,
      });
      for (const impact of impacts.data ?? []) {
        for (const moment of momentsOfImpact(impact)) {
          if (!collection.includes(moment.at)) continue;
          collection.nodes.push(toNode(collection, incident, moment));
        }
      }
    });
  }
}

/** Those that were open within the window, newest first. */
async function findIncidents(
  collection: Collection,
): Promise<v2.IncidentResponseData[]> {
  const { apis, services, from, to, block } = collection;
  const tags = [...new Set(services.map(({ tag }) => tag))];
  const query = `state:(active OR stable OR resolved) AND services:(${tags.join(
    ' OR ',
  )})`;
  const found: v2.IncidentResponseData[] = [];
  for (let pageOffset = 0; found.length <= block.limits.incidents; ) {
    const answer = await apis.incidents.searchIncidents({
      query,
      sort: '-created',
      pageSize: PAGE,
      pageOffset,
    });
    const page = (answer.data.attributes?.incidents ?? []).map(
      ({ data }) => data,
    );
    found.push(
      ...page.filter(({ attributes: own }) => {
        const began = own?.detected ?? own?.declared ?? own?.created;
        const ended = own?.resolved;
        return began && began <= to && (!ended || ended >= from);
      }),
    );
    pageOffset += page.length;
    const oldest = page.at(-1)?.attributes?.created;
    if (
      page.length < PAGE ||
      (oldest && oldest.getTime() < from.getTime() - MAX_AGE_MS)
    )
      break;
  }
  return found;
}

function momentsOf({ attributes: own }: v2.IncidentResponseData): Moment[] {
  if (!own) return [];
  const subject = `Incident ${own.publicId ?? ''} "${own.title}"`;
  const severity =
    typeof own.severity === 'string' && own.severity !== 'UNKNOWN'
      ? ` as ${own.severity}`
      : '';
  const declared = own.declared ?? own.created;
  const moments: Moment[] = [];
  const add = (
    name: string,
    at: Date | null | undefined,
    reason: string,
    text: string,
  ) => at && moments.push({ name, at, reason, text });
  if (own.detected && own.detected.getTime() !== declared?.getTime()) {
    add('detected', own.detected, 'detected', `${subject} was detected`);
  }
  add('declared', declared, 'declared', `${subject} was declared${severity}`);
  const scope = own.customerImpactScope ? `: ${own.customerImpactScope}` : '';
  add(
    'impact-start',
    own.customerImpactStart,
    'customer impact',
    `${subject}: customers were affected${scope}`,
  );
  add(
    'impact-end',
    own.customerImpactEnd,
    'customer impact',
    `${subject}: customers were no longer affected`,
  );
  for (const { state, at } of statesOf(own)) {
    add(
      `state-${state}-${at.getTime()}`,
      at,
      'state',
      `${subject} became ${state}`,
    );
  }
  if (!moments.some(({ text }) => text.endsWith('became resolved'))) {
    add('resolved', own.resolved, 'state', `${subject} became resolved`);
  }
  // Texts that people change: each version is a fact of its own
  for (const [field, label] of [
    ['summary', 'Summary'],
    ['root_cause', 'Root cause'],
  ]) {
    const text = fieldOf(own, field);
    if (text && own.modified) {
      moments.push({
        name: '',
        at: own.modified,
        reason: field.replace('_', ' '),
        text: `${label}: ${text}`,
        isWrittenByPeople: true,
      });
    }
  }
  return moments;
}

/** The changes of state after the first one, which is the declaration. */
function statesOf(own: v2.IncidentResponseAttributes) {
  const states = statesSchema.safeParse(own.additionalProperties).data;
  return Object.entries(states?.field_analytics.state ?? {})
    .flatMap(([state, { spans }]) =>
      spans.map(({ start }) => ({ state, at: new Date(start * 1000) })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ state }, index) => index > 0 || state !== 'active');
}

function fieldOf(
  own: v2.IncidentResponseAttributes,
  name: string,
): string | undefined {
  const field = own.fields?.[name];
  return field && 'value' in field && typeof field.value === 'string'
    ? field.value.trim()
    : undefined;
}

function momentsOfImpact({
  id,
  attributes,
}: v2.IncidentImpactResponseData): Moment[] {
  if (!attributes) return [];
  const { description, startAt, endAt } = attributes;
  return [
    { name: `impact-${id}-start`, at: startAt, text: `Impact: ${description}` },
    ...(endAt
      ? [
          {
            name: `impact-${id}-end`,
            at: endAt,
            text: `Impact ended: ${description}`,
          },
        ]
      : []),
  ].map(moment => ({ ...moment, reason: 'impact', isWrittenByPeople: true }));
}

function toNode(
  collection: Collection,
  incident: v2.IncidentResponseData,
  moment: Moment,
): SubmitEvidenceNode {
  const { attributes: own } = incident;
  const { name, at, reason, text } = moment;
  return {
    ...(name && { id: stableId('datadog/incident', incident.id, name) }),
    sourceType: 'telemetry',
    provider: 'datadog',
    timestamp: at.toISOString(),
    sourceUrl: collection.link(
      own?.publicId ? `/incidents/${own.publicId}` : '/incidents',
    ),
    metadata: {
      service: collection.services[0].ref,
      correlationId: `datadog-incident:${incident.id}`,
    },
    // What people wrote or decided: no event of the platform caused anything
    payload: {
      kind: 'message',
      author: {
        // The name of a program says that nobody wrote it
        name: moment.isWrittenByPeople
          ? `Incident ${own?.publicId ?? ''} of Datadog`
          : 'Datadog',
      },
      text: cutText(text, MAX_TEXT),
      threadId: incident.id,
      about: reason,
    },
  };
}
