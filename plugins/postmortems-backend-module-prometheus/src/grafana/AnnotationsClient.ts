import { z } from 'zod';
import {
  JsonApi,
  type JsonServer,
} from '@postmortems/backstage-plugin-postmortems-node';

const PAGE = 500;
/** Of a Grafana with more annotations the oldest are not looked at. */
const MAX_PAGES = 20;
export const MAX_LOOKED_AT = PAGE * MAX_PAGES;

const text = z.string().catch('');

/** `ItemDTO` of `pkg/services/annotations/models.go`; what is empty is left out. */
const annotationSchema = z.looseObject({
  id: z.number().int(),
  time: z.number().int().positive(),
  timeEnd: z.number().int().positive().optional().catch(undefined),
  text,
  tags: z.array(z.string()).catch([]),
  newState: text,
  prevState: text,
  dashboardUID: text,
  panelId: z.number().int().optional().catch(undefined),
  login: text,
  email: text,
  data: z
    .looseObject({ error: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** An annotation, which the state history of alert rules is made of, too. */
export type Annotation = z.output<typeof annotationSchema>;

/** `GET /api/annotations` of Grafana. */
export class AnnotationsClient {
  readonly #api: JsonApi;

  constructor(options: { server: JsonServer }) {
    this.#api = new JsonApi({ name: 'Grafana', server: options.server });
  }

  /**
   * All annotations that touch the window, in the order of time. Grafana has no
   * cursor: it answers with those that ended last, so the window ends earlier with
   * each page.
   */
  async list(options: {
    type: 'alert' | 'annotation';
    from: Date;
    to: Date;
    signal: AbortSignal;
  }): Promise<{ annotations: Annotation[]; isCut: boolean }> {
    const { type, from, to, signal } = options;
    const found = new Map<number, Annotation>();
    let until = to.getTime();
    let isCut = true;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = new URLSearchParams({
        type,
        from: String(from.getTime()),
        to: String(until),
        limit: String(PAGE),
      });
      const answer = await this.#api.call(
        z.array(z.unknown()),
        `/api/annotations?${query}`,
        { signal },
      );
      const known = found.size;
      for (const item of answer) {
        const { data } = annotationSchema.safeParse(item);
        if (!data) continue;
        found.set(data.id, data);
        until = Math.min(until, data.timeEnd ?? data.time);
      }
      if (answer.length < PAGE) isCut = false;
      if (!isCut || found.size === known) break;
    }
    const annotations = [...found.values()].sort(
      (a, b) => a.time - b.time || a.id - b.id,
    );
    return { annotations, isCut };
  }
}
