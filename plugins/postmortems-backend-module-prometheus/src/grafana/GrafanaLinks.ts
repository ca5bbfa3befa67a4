import { webUrlSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { Annotation } from './AnnotationsClient';

/** Shown before and after the moment that a link is about. */
const AROUND_MS = 30 * 60_000;

/** Pages of Grafana for people. */
export class GrafanaLinks {
  readonly #root: string;

  constructor(options: { externalUrl: string }) {
    this.#root = options.externalUrl;
  }

  /** The panel that an annotation is on, else its dashboard. */
  panel(annotation: Annotation): string | undefined {
    const { dashboardUID, panelId, time, timeEnd = time } = annotation;
    return dashboardUID
      ? this.#dashboard(dashboardUID, {
          from: String(time - AROUND_MS),
          to: String(timeEnd + AROUND_MS),
          ...(panelId && { viewPanel: String(panelId) }),
        })
      : undefined;
  }

  /** The list of alert rules, narrowed to one. */
  rule(name: string): string | undefined {
    const search = new URLSearchParams({ search: `rule:"${name}"` });
    return this.#link(`/alerting/list?${search}`);
  }

  /**
   * An alert of the API as Grafana notifies it, where annotations that begin with
   * two underscores are links.
   */
  toNotified(alert: Record<string, unknown>): object {
    const annotations = textsOf(alert.annotations);
    const {
      __dashboardUid__: dashboard,
      __panelId__: panel,
      __orgId__: orgId,
      __values__: values,
    } = annotations;
    const startsAt = Date.parse(String(alert.startsAt));
    const query = {
      ...(typeof orgId === 'string' && { orgId }),
      ...(!Number.isNaN(startsAt) && {
        from: String(startsAt - AROUND_MS),
        to: String(startsAt + AROUND_MS),
      }),
    };
    return {
      ...alert,
      labels: withoutPrivate(textsOf(alert.labels)),
      annotations: withoutPrivate(annotations),
      ...(typeof values === 'string' && { values: parseJson(values) }),
      ...(typeof dashboard === 'string' && {
        dashboardURL: this.#dashboard(dashboard, query),
        ...(typeof panel === 'string' && {
          panelURL: this.#dashboard(dashboard, {
            ...query,
            viewPanel: panel,
          }),
        }),
      }),
    };
  }

  #dashboard(uid: string, query: Record<string, string>): string | undefined {
    const search = new URLSearchParams(query).toString();
    return this.#link(`/d/${encodeURIComponent(uid)}${search && `?${search}`}`);
  }

  #link(path: string): string | undefined {
    return webUrlSchema.safeParse(`${this.#root}${path}`).data;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}

function withoutPrivate(texts: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(texts).filter(([name]) => !name.startsWith('__')),
  );
}
