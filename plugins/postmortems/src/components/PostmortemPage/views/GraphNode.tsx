import { makeStyles, Theme } from '@material-ui/core/styles';
import type { ProvenanceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';

const WIDTH = 220;
const HEIGHT = 52;
const MAX_LABEL_LENGTH = 28;

const useStyles = makeStyles((theme: Theme) => ({
  box: { fill: theme.palette.background.paper, strokeWidth: 1.5 },
  type: { fill: theme.palette.text.secondary, fontSize: 11 },
  label: { fill: theme.palette.text.primary, fontSize: 12 },
}));

const COLOURS: Record<ProvenanceNode['type'], string> = {
  claim: '#7b61c9',
  span: '#777777',
  evidence: '#1976a3',
  step: '#3f7d3a',
  hypothesis: '#b26a00',
};

/** A node of the provenance graph: its type and truncated label. */
export function GraphNode(props: { node: ProvenanceNode }) {
  const { type, label } = props.node;
  const classes = useStyles();
  const { t } = useTranslation();
  const line =
    label.length > MAX_LABEL_LENGTH
      ? `${label.slice(0, MAX_LABEL_LENGTH)}…`
      : label;
  return (
    <g>
      <title>{label}</title>
      <rect
        className={classes.box}
        width={WIDTH}
        height={HEIGHT}
        rx={6}
        stroke={COLOURS[type]}
      />
      <text className={classes.type} x={10} y={19}>
        {t(`page.provenance.types.${type}`)}
      </text>
      <text className={classes.label} x={10} y={38}>
        {line}
      </text>
    </g>
  );
}
