import { useApi } from '@backstage/core-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type {
  ContributingFactorCategory,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { DocumentProvider, type Drafts } from './documentContext';
import { DocumentView } from './document/DocumentView';
import { EvidencePanel } from './evidence/EvidencePanel';
import { DocumentHead } from './head/DocumentHead';
import { useWords } from '../shared/useWords';
import { viewPanelProps, ViewTabs } from '../shared/ViewTabs';
import { useAllowed } from './useAllowed';
import type { HeldDocument } from './useDocument';
import { usePageState, VIEWS } from './usePageState';
import { HistoryView } from './views/HistoryView';
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
  paper: {
    padding: theme.spacing(3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
    '&:focus': { outline: 'none' },
  },
  beside: {
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(0, 3fr) minmax(320px, 2fr)',
    },
  },
}));

/** The chosen view, with the evidence of the chosen sentence beside it. */
export function PostmortemBody(props: HeldDocument) {
  const { postmortem, onWritten } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [state, change] = usePageState();
  const allowed = useAllowed(postmortem.incidentKey);
  const categories = useCategories();
  const view = useRef<HTMLDivElement>(null);
  const [drafts] = useState<Drafts>(() => new Map());
  const [halfWritten, setHalfWritten] = useState(false);
  const block = postmortem.sections
    .flatMap(({ blocks }) => blocks)
    .find(({ claims }) => claims.some(({ id }) => id === state.claim));
  const claim = block?.claims.find(({ id }) => id === state.claim);
  const written = (document: Postmortem) => {
    onWritten(document);
    // Sentences that a person wrote are new ones; the reader stays at the first of them
    const same = document.sections
      .flatMap(({ blocks }) => blocks)
      .find(({ id }) => id === block?.id);
    if (block) change({ claim: same?.claims[0]?.id });
  };
  const choose = (id: string | undefined) => change({ claim: id });
  const choice = { chosen: claim?.id, onChoose: choose };
  const readsEvidence = state.view === 'document' || state.view === 'timeline';
  const beside = readsEvidence ? claim : undefined;

  const shown = useRef<string>();
  useEffect(() => {
    const left = shown.current;
    shown.current = beside?.id;
    // The panel had the focus; it goes back to where it came from
    if (left && !beside && document.activeElement === document.body) {
      const sentence = Array.from(
        view.current?.querySelectorAll<HTMLElement>(
          `[data-claim="${CSS.escape(left)}"]`,
        ) ?? [],
      ).find(one => !one.closest('[hidden]'));
      (sentence ?? view.current)?.focus({ preventScroll: true });
    }
  }, [beside]);

  return (
    <DocumentProvider value={{ ...props, allowed, drafts, categories }}>
      <div className={classes.page}>
        <DocumentHead />
        <ViewTabs
          views={VIEWS.map(one => ({
            view: one,
            label: t(`page.views.${one}`),
          }))}
          chosen={state.view}
          onChange={chosen => {
            setHalfWritten(Boolean(view.current?.querySelector('form')));
            change({ view: chosen });
          }}
        />
        <div className={`${classes.columns} ${beside ? classes.beside : ''}`}>
          <Paper
            ref={view}
            variant="outlined"
            className={classes.paper}
            {...viewPanelProps(state.view)}
            tabIndex={-1}
          >
            {(state.view === 'document' || halfWritten) && (
              // A form that is open in it stays while one looks something up in another view
              <div hidden={state.view !== 'document'}>
                <DocumentView
                  postmortem={postmortem}
                  attention={state.attention}
                  onAttention={attention => change({ attention })}
                  {...choice}
                />
              </div>
            )}
            {state.view === 'timeline' && (
              <TimelineView postmortem={postmortem} {...choice} />
            )}
            {state.view === 'investigation' && (
              <InvestigationView postmortem={postmortem} />
            )}
            {state.view === 'provenance' && (
              <ProvenanceView postmortem={postmortem} {...choice} />
            )}
            {state.view === 'history' && (
              <HistoryView postmortem={postmortem} />
            )}
          </Paper>
          {beside && block && (
            <EvidencePanel
              postmortem={postmortem}
              claim={beside}
              block={block}
              onClose={() => choose(undefined)}
              onWritten={written}
            />
          )}
        </div>
      </div>
    </DocumentProvider>
  );
}

const NO_CATEGORIES: readonly ContributingFactorCategory[] = [];

/** Without them nothing can be chosen, and everything else on the page works. */
function useCategories(): readonly ContributingFactorCategory[] {
  const api = useApi(postmortemsApiRef);
  const { value } = useAsync(
    async () => api.listContributingFactorCategories(),
    [api],
  );
  return value?.items ?? NO_CATEGORIES;
}
