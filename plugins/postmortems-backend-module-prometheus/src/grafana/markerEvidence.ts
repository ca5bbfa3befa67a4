import {
  cutText,
  storableText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { MonitoredService } from '../metrics/planQueries';
import type { Annotation } from './AnnotationsClient';
import type { GrafanaLinks } from './GrafanaLinks';

const MAX_TEXT = 4000;
const MAX_VERSION = 100;
/** Names of fewer characters are words of all kinds. */
const SHORTEST_NAME = 3;
const VERSION_TAG = /^(?:version|tag|release)[:=](.+)$/i;
const VERSION = /(?<![\w.])v?\d+(?:\.\d+){1,3}(?:-[\w.]+)?(?![\w.]*\w)/g;

/** The service that an annotation names: in a tag, else as a word of its text. */
export function serviceOf(
  { tags, text }: Pick<Annotation, 'tags' | 'text'>,
  services: readonly MonitoredService[],
): { service: string; isTagged: boolean } | undefined {
  const values = tags.flatMap(tag => {
    const lower = tag.toLocaleLowerCase('en-US');
    return [lower, lower.slice(lower.search(/[:=]/) + 1)];
  });
  const tagged = services.find(({ name }) =>
    values.includes(name.toLocaleLowerCase('en-US')),
  );
  const named = services.find(
    ({ name }) => name.length >= SHORTEST_NAME && wordOf(name).test(text),
  );
  const found = tagged ?? named;
  return found && { service: found.ref, isTagged: Boolean(tagged) };
}

/** What people and pipelines marked on a dashboard, as evidence. */
export function toMarkerEvidence(options: {
  annotation: Annotation;
  service: string;
  deploymentTags: readonly string[];
  author?: string;
  links: GrafanaLinks;
  expiresAt?: string;
}): SubmitEvidenceNode {
  const { annotation, service, links, author, expiresAt } = options;
  const { id, time, timeEnd = time, tags } = annotation;
  const text = plainText(annotation.text);
  const isDeployment = hasTag(tags, options.deploymentTags);
  const version = versionIn(tags, text);
  const until = timeEnd > time ? new Date(timeEnd).toISOString() : undefined;
  const sourceUrl = links.panel(annotation);
  return {
    id: `grafana/annotation/${id}`,
    sourceType: isDeployment ? 'deployment' : 'telemetry',
    timestamp: new Date(time).toISOString(),
    provider: 'grafana',
    ...(expiresAt && { expiresAt }),
    ...(sourceUrl && { sourceUrl }),
    metadata: { service },
    payload: {
      ...(isDeployment
        ? {
            kind: hasTag(tags, ['rollback']) ? 'rollback' : 'deployment',
            ...(version && { version: cutText(version, MAX_VERSION) }),
            ...(text && { description: text }),
          }
        : { kind: 'event', message: text || tags.join(', ') || '(no text)' }),
      ...(author && { author }),
      ...(until && { until }),
      tags,
    },
  };
}

export function hasTag(tags: readonly string[], wanted: readonly string[]) {
  return tags.some(tag =>
    wanted.some(one => tag.toLowerCase() === one.toLowerCase()),
  );
}

/** A tag such as `version:1.4.2`, else the one version that tags or text have. */
function versionIn(tags: readonly string[], text: string): string | undefined {
  const tagged = tags.map(tag => VERSION_TAG.exec(tag)?.[1]).find(Boolean);
  if (tagged) return tagged;
  const found = new Set(
    [...tags, text].flatMap(one => one.match(VERSION) ?? []),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

/** Annotations may have HTML. */
function plainText(html: string): string {
  const text = html
    .slice(0, MAX_TEXT * 4)
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .trim();
  return cutText(storableText(text), MAX_TEXT);
}

function wordOf(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `(?<![\\p{L}\\p{N}_-])${escaped}(?![\\p{L}\\p{N}_-])`,
    'iu',
  );
}
