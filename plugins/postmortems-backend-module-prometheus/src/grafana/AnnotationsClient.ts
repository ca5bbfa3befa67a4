import { createHash } from 'node:crypto';
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
const annotationSchema = z.object({
  id: z.number().int().optional(),
  time: z.number().int().positive(),
  timeEnd: z.number().int().positive().optional().catch(undefined),
  text,
  alertId: z.number().int().optional().catch(undefined),
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
export type Annotation = Omit<z.output<typeof annotationSchema>, 'id'> & {
  id: string;
};

/** `GET /api/annotations` of Grafana. */
export class AnnotationsClient {
  readonly #api: JsonApi;

  constructor(options: { server: JsonServer }) {
    this.#api = new JsonApi({ name: 'Grafana', server: options.server });
  }

  /**
   * All annotations that touch the window, in the order of time. Grafana has no
   * cursor: it answers with those that ended last, so the window ends earlier with
   * each page. A page that is not full is no end: Loki, where the state history may
   * be kept, limits before it filters.
   *
   * @returns `unreadable`: how many items of the answers could not be read
   */
  async list(options: {
    type: 'alert' | 'annotation';
    from: Date;
    to: Date;
    signal: AbortSignal;
  }): Promise<{
    annotations: Annotation[];
    isCut: boolean;
    unreadable: number;
  }> {
    const { type, from, to, signal } = options;
    const found = new Map<string, Annotation>();
    const unreadable = new Set<string>();
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
        if (!data) {
          unreadable.add(JSON.stringify(item));
          continue;
        }
        const id = idOf(data);
        found.set(id, { ...data, id });
        until = Math.min(until, data.timeEnd ?? data.time);
      }
      if (found.size > known) continue;
      isCut = answer.length >= PAGE;
      break;
    }
    const annotations = [...found.values()].sort(
      (a, b) => a.time - b.time || compareIds(a.id, b.id),
    );
    return { annotations, isCut, unreadable: unreadable.size };
  }
}

/** The state history has no ids where it is kept in Loki. */
function idOf(item: z.output<typeof annotationSchema>): string {
  if (item.id) return String(item.id);
  const { alertId, time, prevState, newState } = item;
  return createHash('sha256')
    .update(JSON.stringify([alertId, time, prevState, newState, item.text]))
    .digest('hex')
    .slice(0, 32);
}

function compareIds(a: string, b: string) {
  return a.length - b.length || (a < b ? -1 : 1);
}
