import {
  cutText,
  type JsonObject,
  storableText,
  type SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';

const EXTERNAL_ID = /^[A-Za-z0-9][A-Za-z0-9._:/#@+=-]{0,150}$/;
const MAX_TEXT = 4000;

/** What evidence is about. */
export type Subject = {
  host: string;
  /** `owner/name` of the repository. */
  slug: string;
  /** Entity refs; each gets a node of its own. */
  services: readonly string[];
};

/** An account of GitHub, and its user in the catalog. */
export type Author = { login: string; ref?: string };

export type GithubNode = SubmitEvidenceNode & { id: string };

/** One node for each service, with ids that are the same whoever brings the fact. */
export function nodesOf(
  { host, slug, services }: Subject,
  fact: {
    /** What it is and its id at GitHub. */
    id: readonly (string | number)[];
    at: Date;
    url?: string;
    correlationId: string;
    expiresAt?: Date;
    author?: Author;
    payload: JsonObject;
  },
): GithubNode[] {
  const { author } = fact;
  const own = webUrlSchema.safeParse(fact.url).data;
  // Deployers may set any address
  const sourceUrl =
    own && new URL(own).host === host ? own : `https://${host}/${slug}`;
  return services.map(service => ({
    id: stableId(host, ...fact.id, service),
    sourceType: 'deployment',
    provider: 'github',
    timestamp: fact.at.toISOString(),
    sourceUrl,
    ...(fact.expiresAt && { expiresAt: fact.expiresAt.toISOString() }),
    metadata: { service, correlationId: cutText(fact.correlationId, 256) },
    payload: {
      ...fact.payload,
      repository: slug,
      ...(author?.login && { author: author.login }),
      ...(author?.ref && { authorRef: author.ref }),
    },
  }));
}

/** GitHub's ids are unique at one host. */
function stableId(host: string, ...parts: (string | number)[]): string {
  const place = host === 'github.com' ? 'github' : `github/${host}`;
  const id = [place, ...parts].join('/');
  if (EXTERNAL_ID.test(id)) return id;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 32);
  return `${place}/${parts[0]}/${digest}`;
}

/** Text that can be stored and is not too long. */
export function plain(text: string): string {
  return cutText(storableText(text), MAX_TEXT);
}

/** As GitHub shows commits. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}

/** The tag when it is a version, else the commit. */
export function versionOf({ ref, sha }: { ref: string; sha: string }): string {
  const name = ref.replace(/^refs\/(?:tags|heads)\//, '');
  return /(?:^|[-/@_])v?\d+\.\d+\.\d+[\w.+-]*$/.test(name)
    ? name
    : shortSha(sha);
}
