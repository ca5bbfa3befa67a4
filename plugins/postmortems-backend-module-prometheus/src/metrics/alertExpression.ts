/** The expression of an alert without its threshold. */
type AlertExpression = {
  /** Has a value whether or not the alert fires. */
  query: string;
  /** The comparison with a number that was removed from the query. */
  threshold?: { operator: string; value: number };
};

const COMPARISON = /^(==|!=|>=|<=|>|<)(?!~)/;
const SET_OPERATOR = /^(and|or|unless)\b/i;
const NUMBER = /^\s*(?:bool\s+)?([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i;

/**
 * Splits `lhs > 0.05`, so that the metric behind an alert has values before and
 * after it fired. An expression of another shape stays as it is: it has values
 * only while the alert fires.
 */
export function splitAlertExpression(expression: string): AlertExpression {
  const found: { at: number; operator: string }[] = [];
  let depth = 0;
  let quote: string | undefined;
  for (let i = 0; i < expression.length; i += 1) {
    const char = expression[i];
    if (quote) {
      if (char === '\\' && quote !== '`') i += 1;
      else if (char === quote) quote = undefined;
      continue;
    }
    if (char === '"' || char === "'" || char === '`') quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 0) {
      const rest = expression.slice(i);
      const startsWord = i === 0 || !/[\w:]/.test(expression[i - 1]);
      if (startsWord && SET_OPERATOR.test(rest)) return { query: expression };
      const operator = COMPARISON.exec(rest)?.[1];
      if (operator) {
        found.push({ at: i, operator });
        i += operator.length - 1;
      }
    }
  }
  if (found.length !== 1) return { query: expression };
  const [{ at, operator }] = found;
  const right = NUMBER.exec(expression.slice(at + operator.length));
  const query = expression.slice(0, at).trim();
  return right && query
    ? { query, threshold: { operator, value: Number(right[1]) } }
    : { query: expression };
}

/** Whether two expressions are equal apart from white space. */
export function isSameExpression(a: string, b: string): boolean {
  return a.replace(/\s+/g, '') === b.replace(/\s+/g, '');
}
