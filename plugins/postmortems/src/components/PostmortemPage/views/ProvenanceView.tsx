import {
  DependencyGraph,
  DependencyGraphTypes,
  Progress,
  ResponseErrorPanel,
} from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  showBidiControls,
  listClaims,
  type ProvenanceGraph,
} from '@postmortems/backstage-plugin-postmortems-common';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useTranslation } from '../../shared/translation/useTranslation';
import { useSmallScreen } from '../../shared/layout/useSmallScreen';
import { GraphNode } from './GraphNode';
import { subgraphOf } from './subgraph';
import { usePostmortemContext } from '../state/postmortemContext';

const useStyles = makeStyles((theme: Theme) => ({
  claim: { maxWidth: '46rem', marginBottom: theme.spacing(2) },
  graph: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    margin: theme.spacing(2, 0),
    maxHeight: 640,
    overflow: 'auto',
    '& path': { stroke: theme.palette.text.secondary },
  },
  // Smaller text would be unreadable
  drawing: { minWidth: 900 },
  list: { paddingLeft: theme.spacing(3), overflowWrap: 'anywhere' },
}));

/** The provenance of one claim as a graph and as a list. */
export function ProvenanceView() {
  const { postmortem, selectedClaim, onSelectClaim } = usePostmortemContext();
  const { id, revision } = postmortem;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const small = useSmallScreen();
  const { loading, error, value } = useAsync(
    () => api.getProvenance(id),
    [api, id, revision],
  );
  const claims = listClaims(postmortem);
  const cause = claims.find(({ kind }) => kind === 'root_cause') ?? claims[0];
  const claimId = claims.some(claim => claim.id === selectedClaim)
    ? selectedClaim!
    : cause?.id;
  const part =
    value && claimId ? subgraphOf(value, `claim:${claimId}`) : undefined;
  if (loading) return <Progress />;
  if (error) return <ResponseErrorPanel error={error} />;
  return (
    <>
      <TextField
        id="provenance-claim"
        className={classes.claim}
        select
        fullWidth
        SelectProps={{ native: true }}
        label={t('page.provenance.types.claim')}
        value={claimId}
        onChange={event => onSelectClaim(event.target.value)}
      >
        {claims.map(claim => (
          <option key={claim.id} value={claim.id}>
            {showBidiControls(claim.text)}
          </option>
        ))}
      </TextField>
      <Typography variant="body2" color="textSecondary">
        {t('page.provenance.explain')}
      </Typography>
      {part && (
        <>
          {/* The list comes first on small screens, where graphs are hard to read */}
          {small && <EdgeList part={part} />}
          <Graph part={part} />
          {!small && <EdgeList part={part} />}
        </>
      )}
    </>
  );
}

type Part = Pick<ProvenanceGraph, 'nodes' | 'edges'>;

function Graph(props: { part: Part }) {
  const { nodes, edges } = props.part;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div
      className={classes.graph}
      role="region"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
      tabIndex={0}
      aria-label={t('page.provenance.graph')}
    >
      <div className={classes.drawing}>
        <DependencyGraph
          nodes={nodes}
          edges={edges.map(({ from, to, type }) => ({
            from,
            to,
            label: t(`page.provenance.edges.${type}`),
          }))}
          direction={DependencyGraphTypes.Direction.LEFT_RIGHT}
          nodeMargin={24}
          rankMargin={90}
          renderNode={({ node }) => <GraphNode node={node} />}
          fit="grow"
          zoom="disabled"
          allowFullscreen={false}
          showArrowHeads
        />
      </div>
    </div>
  );
}

function EdgeList(props: { part: Part }) {
  const { nodes, edges } = props.part;
  const classes = useStyles();
  const { t } = useTranslation();
  const labelOf = (id: string) => nodes.find(node => node.id === id)?.label;
  return (
    <>
      <Typography variant="subtitle1" component="h2">
        {t('page.provenance.asList')}
      </Typography>
      <ul className={classes.list} aria-label={t('page.provenance.asList')}>
        {edges.map(({ from, to, type }) => (
          <li key={`${from} ${to} ${type}`}>
            {labelOf(from)} <em>{t(`page.provenance.edges.${type}`)}</em>{' '}
            {labelOf(to)}
          </li>
        ))}
      </ul>
    </>
  );
}
