import {
  listClaims,
  parseKnownPayload,
  type EvidenceNode,
  type GlossaryTerm,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { KnownService, ServiceCatalog } from '../../platform/catalog';

/** Most services, and most metrics, that are explained. */
const MAX_TERMS = 30;

/**
 * The services and metrics that a postmortem names, with what the catalog and the
 * cited evidence say they are. Terms of which nothing is known are left out, and
 * so are entities that the reader may not see.
 */
export async function glossaryOf(options: {
  postmortem: Postmortem;
  /** Entity refs of the affected services. They are the first terms. */
  services: readonly string[];
  /** The cited evidence. */
  evidence: Iterable<EvidenceNode>;
  serviceCatalog: Pick<ServiceCatalog, 'knownServices' | 'describe'>;
  credentials: BackstageCredentials;
}): Promise<GlossaryTerm[]> {
  const { postmortem, services, evidence, serviceCatalog } = options;
  const known = await serviceCatalog.knownServices({ refs: [...services] });
  const described = await serviceCatalog.describe({
    refs: refsIn(postmortem, services, known).slice(0, MAX_TERMS),
    credentials: options.credentials,
  });
  return [
    ...described
      .filter(({ description, ownerRef }) => description ?? ownerRef)
      .map(
        (term): GlossaryTerm => ({
          kind: 'service',
          ...term,
          source: 'catalog',
        }),
      ),
    ...metricTerms(evidence).slice(0, MAX_TERMS),
  ];
}

function refsIn(
  postmortem: Postmortem,
  services: readonly string[],
  known: readonly KnownService[],
): string[] {
  const text = [
    postmortem.title,
    ...listClaims(postmortem).map(claim => claim.text),
  ].join('\n');
  const others = known
    .filter(({ names }) => names.some(name => isNamed(name, text)))
    .map(({ ref }) => ref);
  return [...new Set([...services, ...others.sort()])];
}

/** Whether a name stands in a text as a whole: `cart` does not in `cart-db`. */
function isNamed(name: string, text: string): boolean {
  const beside = /[\p{L}\p{N}_-]/u;
  for (
    let at = text.indexOf(name);
    at >= 0;
    at = text.indexOf(name, at + name.length)
  ) {
    const before = text[at - 1] ?? '';
    const after = text[at + name.length] ?? '';
    if (!beside.test(before) && !beside.test(after)) return true;
  }
  return false;
}

/** Metrics with the description that their evidence has, or an alert on them. */
function metricTerms(evidence: Iterable<EvidenceNode>): GlossaryTerm[] {
  const metrics = new Map<string, { description?: string; alerts: string[] }>();
  const descriptionOfAlert = new Map<string, string>();
  for (const { payload } of evidence) {
    const parsed = parseKnownPayload(payload);
    if (parsed?.kind === 'alert' && parsed.description) {
      descriptionOfAlert.set(parsed.alertName, parsed.description);
    }
    if (parsed?.kind === 'metric') {
      const { metric, description, alerts = [] } = parsed;
      const before = metrics.get(metric);
      metrics.set(metric, {
        description: before?.description ?? description,
        alerts: [...(before?.alerts ?? []), ...alerts],
      });
    }
  }
  return [...metrics].flatMap(([name, { description, alerts }]) => {
    const explained =
      description ??
      [name, ...alerts].map(one => descriptionOfAlert.get(one)).find(Boolean);
    return explained
      ? [{ kind: 'metric', name, description: explained, source: 'evidence' }]
      : [];
  });
}
