/** A metric query with its aggregation, scope, grouping and functions. */
const METRIC_QUERY =
  /(?:\b[a-z][a-z0-9_]*:)?[A-Za-z][A-Za-z0-9_.]*\{[^{}]*\}(?:\s*by\s*\{[^{}]*\})?(?:\.[a-z_]+\([^()]*\))*/g;
/** What Datadog's formulas are made of. */
const FORMULA = /^[\w\s+\-*/().,'"]+$/;

/** An expression as Datadog's timeseries API takes it. */
export type FormulaRequest = {
  formula: string;
  queries: { name: string; query: string }[];
};

/**
 * Takes an expression apart, as people write it in Datadog: its timeseries API wants
 * the metric queries by name, and a formula over the names.
 *
 * @throws `Error` for what has no metric query in it
 */
export function toFormulaRequest(expression: string): FormulaRequest {
  const queries: FormulaRequest['queries'] = [];
  const formula = expression.trim().replace(METRIC_QUERY, query => {
    const known = queries.find(other => other.query === query);
    if (known) return known.name;
    const name = `query${queries.length + 1}`;
    queries.push({ name, query });
    return name;
  });
  if (queries.length === 0 || !FORMULA.test(formula)) {
    throw new Error(
      'is no metric query of Datadog: write for example avg:system.cpu.user{service:$service}',
    );
  }
  return { formula, queries };
}

/** `avg(last_5m):<expression> > 0.05`, as monitors on metrics have it. */
const MONITOR_QUERY =
  /^\s*[a-z_0-9]+\((?:last_\w+|current_\w+)[^()]*\):(.+?)\s*(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*$/is;

/** The comparison that makes a monitor alert. */
export type Threshold = { operator: string; value: number };

/**
 * The metric that a monitor watches, and its threshold; `undefined` for monitors
 * on something else, such as logs.
 */
export function splitMonitorQuery(
  query: string,
): { expression: string; threshold: Threshold } | undefined {
  const found = MONITOR_QUERY.exec(query);
  if (!found) return undefined;
  const [, expression, operator, value] = found;
  try {
    toFormulaRequest(expression);
  } catch {
    return undefined;
  }
  return { expression, threshold: { operator, value: Number(value) } };
}

/** The comparison at the end of any monitor's query. */
export function thresholdOf(query: string): Threshold | undefined {
  const found = /(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*$/i.exec(
    query,
  );
  return found ? { operator: found[1], value: Number(found[2]) } : undefined;
}
