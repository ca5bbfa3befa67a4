import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type {
  Incident,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { DocumentProvider } from './documentContext';
import { DocumentView } from './document/DocumentView';
import { EvidencePanel } from './evidence/EvidencePanel';
import { RetrospectiveActions } from './RetrospectiveActions';
import { RetrospectiveFacts } from './RetrospectiveFacts';
import type { PageState } from './usePageState';
import { InvestigationView } from './views/InvestigationView';
import { ProvenanceView } from './views/ProvenanceView';
import { TimelineView } from './views/TimelineView';

const useStyles = makeStyles((theme: Theme) => ({
  page: {
    ...theme.typography.body1,
  },
  columns: {
    display: 'grid',
    gap: theme.spacing(3),
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
  },
  paper: { padding: theme.spacing(3) },
  beside: {
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(0, 3fr) minmax(320px, 2fr)',
    },
  },
  evidence: {
    [theme.breakpoints.up('md')]: {
      position: 'sticky',
      top: theme.spacing(2),
      maxHeight: `calc(100vh - ${theme.spacing(4)}px)`,
      overflow: 'auto',
    },
    [theme.breakpoints.down('sm')]: { gridRow: 1 },
  },
}));

/** The chosen view, with the evidence of the chosen sentence beside it. */
export function RetrospectiveBody(props: {
  retrospective: Retrospective;
  incident: Incident;
  state: PageState;
  onChange(change: Partial<PageState>): void;
  onWritten(retrospective: Retrospective): void;
}) {
  const { retrospective, incident, state, onChange, onWritten } = props;
  const classes = useStyles();
  const block = retrospective.sections
    .flatMap(({ blocks }) => blocks)
    .find(({ claims }) => claims.some(({ id }) => id === state.claim));
  const claim = block?.claims.find(({ id }) => id === state.claim);
  const written = (document: Retrospective) => {
    onWritten(document);
    // Sentences that a person wrote are new ones; the reader stays at the first of them
    const same = document.sections
      .flatMap(({ blocks }) => blocks)
      .find(({ id }) => id === block?.id);
    if (block) onChange({ claim: same?.claims[0]?.id });
  };
  const choose = (id: string | undefined) => onChange({ claim: id });
  const choice = { chosen: claim?.id, onChoose: choose };
  const readsEvidence = state.view === 'document' || state.view === 'timeline';
  const beside = readsEvidence ? claim : undefined;
  return (
    <div className={classes.page}>
      {state.view === 'document' && (
        <>
          <RetrospectiveFacts
            retrospective={retrospective}
            incident={incident}
          />
          <RetrospectiveActions
            retrospective={retrospective}
            onWritten={onWritten}
          />
        </>
      )}
      <div className={`${classes.columns} ${beside ? classes.beside : ''}`}>
        <Paper variant="outlined" className={classes.paper}>
          {state.view === 'document' && (
            <DocumentProvider value={{ retrospective, onWritten }}>
              <DocumentView
                retrospective={retrospective}
                attention={state.attention}
                onAttention={attention => onChange({ attention })}
                {...choice}
              />
            </DocumentProvider>
          )}
          {state.view === 'timeline' && (
            <TimelineView retrospective={retrospective} {...choice} />
          )}
          {state.view === 'investigation' && (
            <InvestigationView retrospective={retrospective} />
          )}
          {state.view === 'provenance' && (
            <ProvenanceView retrospective={retrospective} {...choice} />
          )}
        </Paper>
        {beside && block && (
          <div className={classes.evidence}>
            <EvidencePanel
              retrospective={retrospective}
              claim={beside}
              block={block}
              onClose={() => choose(undefined)}
              onWritten={written}
            />
          </div>
        )}
      </div>
    </div>
  );
}
