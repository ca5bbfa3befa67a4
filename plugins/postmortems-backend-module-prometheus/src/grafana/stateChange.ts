import { storableText } from '@postmortems/backstage-plugin-postmortems-common';
import type { Annotation } from './AnnotationsClient';

export type RuleState = 'alerting' | 'normal' | 'no data' | 'error';

/** An instance of an alert rule changed its state. */
export type StateChange = {
  annotation: Annotation;
  at: string;
  rule: string;
  labels: Record<string, string>;
  from?: RuleState;
  to: RuleState;
  /** Why it is so other than by values, such as `MissingSeries`. */
  reason?: string;
  /** Results of the rule, as Grafana writes them. */
  values: string;
};

/** `<title> {<label>=<value>, …} - <values>` */
const TEXT = /^(.*?) \{((?:[^,={}]+=.*)?)\} - (.*)$/s;
/** Before the name of a label, which may have dots and spaces; values may have commas. */
const NEXT_LABEL = /, (?=[^,={}]+=)/;
const REASON = /\((.*)\)$/;

const STATES: Record<string, RuleState> = {
  alerting: 'alerting',
  recovering: 'alerting',
  normal: 'normal',
  ok: 'normal',
  nodata: 'no data',
  no_data: 'no data',
  error: 'error',
};

/**
 * Reads a change of the state history (`buildAnnotationTextAndData` in
 * `pkg/services/ngalert/state/historian/annotation.go` of Grafana); `undefined` for
 * one that says nothing new, such as from pending to normal.
 */
export function readStateChange(
  annotation: Annotation,
): StateChange | undefined {
  const to = stateOf(annotation.newState);
  const from = stateOf(annotation.prevState);
  if (!to || from === to || (to === 'normal' && !from)) return undefined;
  const text = storableText(annotation.text);
  const [, rule = text, labels = '', values = ''] = TEXT.exec(text) ?? [];
  return {
    annotation,
    at: new Date(annotation.time).toISOString(),
    rule: rule.trim() || 'unnamed',
    labels: readLabels(labels),
    from,
    to,
    reason: REASON.exec(annotation.newState)?.[1],
    values,
  };
}

/** `Alerting (NoData)` is alerting, for a reason. */
function stateOf(word: string): RuleState | undefined {
  const [state] = word.toLocaleLowerCase('en-US').split(' ');
  return Object.hasOwn(STATES, state) ? STATES[state] : undefined;
}

function readLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(NEXT_LABEL).flatMap(pair => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
    }),
  );
}
