import Paper from '@material-ui/core/Paper';
import Snackbar from '@material-ui/core/Snackbar';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  claimsOfBlock,
  type PictureElement,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef, useState } from 'react';
import { PostmortemProvider, type Drafts } from './state/postmortemContext';
import { PostmortemContent } from './content/PostmortemContent';
import { EvidencePanel } from './evidence/EvidencePanel';
import { IncidentGlance } from './picture/IncidentGlance';
import { PictureEvidence } from './picture/PictureEvidence';
import { PostmortemHeader } from './header/PostmortemHeader';
import { useCategories } from '../shared/categories/useCategories';
import { useTranslation } from '../shared/translation/useTranslation';
import { viewPanelProps, ViewTabs } from '../shared/layout/ViewTabs';
import { ActivityView } from './activity/ActivityView';
import { usePostmortemPermissions } from './state/usePostmortemPermissions';
import type { LoadedPostmortem } from './state/usePostmortem';
import { usePageState, VIEWS } from './state/usePageState';
import { printStyles } from './printStyles';
import { HistoryView } from './views/HistoryView';
import { InvestigationView } from './views/InvestigationView';
import { ProvenanceView } from './views/ProvenanceView';
import { TimelineView } from './views/TimelineView';

const useStyles = makeStyles((theme: Theme) => ({
  page: {
    ...theme.typography.body1,
    ...printStyles,
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
    '@media print': { padding: 0, border: 0 },
  },
  beside: {
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(0, 3fr) minmax(320px, 2fr)',
    },
  },
}));

/** The selected view, with the evidence for the selected claim beside it. */
export function PostmortemBody(props: LoadedPostmortem) {
  const { postmortem, onWritten } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const [state, change] = usePageState();
  const allowed = usePostmortemPermissions(postmortem.incidentKey);
  const categories = useCategories();
  const view = useRef<HTMLDivElement>(null);
  const [drafts] = useState<Drafts>(() => new Map());
  const [hasOpenForm, setHasOpenForm] = useState(false);
  const block = postmortem.sections
    .flatMap(({ blocks }) => blocks)
    .find(one => claimsOfBlock(one).some(({ id }) => id === state.claim));
  const claim =
    block && claimsOfBlock(block).find(({ id }) => id === state.claim);
  const written = (saved: Postmortem) => {
    onWritten(saved);
    // Edited claims get new ids; select the first one of the same block
    const same = saved.sections
      .flatMap(({ blocks }) => blocks)
      .find(({ id }) => id === block?.id);
    if (block) change({ claim: same?.claims[0]?.id });
  };
  const [requestedEvidence, setRequestedEvidence] = useState<{ id: string }>();
  const [pictureElement, setPictureElement] = useState<PictureElement>();
  const onSelectClaim = (id?: string) => {
    setRequestedEvidence(undefined);
    setPictureElement(undefined);
    change({ claim: id });
  };
  const onOpenEvidence = (claimId: string, evidenceId: string) => {
    setRequestedEvidence({ id: evidenceId });
    setPictureElement(undefined);
    change({ claim: claimId });
  };
  const onChoosePictureElement = (element?: PictureElement) => {
    onSelectClaim(element?.claimId);
    if (!element?.claimId) setPictureElement(element);
  };
  const [notice, setNotice] = useState<{ message: string }>();
  const readsEvidence =
    state.view === 'postmortem' || state.view === 'timeline';
  const beside = readsEvidence ? claim : undefined;
  const shownElement =
    state.view === 'postmortem' && !beside ? pictureElement : undefined;

  const shown = useRef<string>();
  useEffect(() => {
    const previous = shown.current;
    shown.current = beside?.id;
    // The panel unmounted with the focus; return it to the claim
    if (previous && !beside && document.activeElement === document.body) {
      const claimElement = Array.from(
        view.current?.querySelectorAll<HTMLElement>(
          `[data-claim="${CSS.escape(previous)}"]`,
        ) ?? [],
      ).find(one => !one.closest('[hidden]'));
      (claimElement ?? view.current)?.focus({ preventScroll: true });
    }
  }, [beside]);

  return (
    <PostmortemProvider
      value={{
        ...props,
        allowed,
        drafts,
        categories,
        selectedClaim: claim?.id,
        onSelectClaim,
        requestedEvidence,
        onOpenEvidence,
        pictureElement: shownElement,
        onChoosePictureElement,
        announce: message => setNotice({ message }),
      }}
    >
      <div className={classes.page}>
        <PostmortemHeader />
        <ViewTabs
          views={VIEWS.map(one => ({
            view: one,
            label: t(`page.views.${one}`),
          }))}
          chosen={state.view}
          onChange={chosen => {
            setHasOpenForm(Boolean(view.current?.querySelector('form')));
            change({ view: chosen, revision: undefined });
          }}
        />
        <div
          className={`${classes.columns} ${
            beside ?? shownElement ? classes.beside : ''
          }`}
        >
          <Paper
            ref={view}
            variant="outlined"
            className={classes.paper}
            {...viewPanelProps(state.view)}
            tabIndex={-1}
          >
            {(state.view === 'postmortem' || hasOpenForm) && (
              // Keeps an open form while the reader looks at another view
              <div hidden={state.view !== 'postmortem'}>
                <IncidentGlance />
                <PostmortemContent
                  attention={state.attention}
                  onAttention={attention => change({ attention })}
                />
              </div>
            )}
            {state.view === 'timeline' && <TimelineView />}
            {state.view === 'investigation' && <InvestigationView />}
            {state.view === 'provenance' && <ProvenanceView />}
            {state.view === 'history' && (
              <HistoryView opened={state.revision} />
            )}
            {state.view === 'activity' && (
              <ActivityView
                onOpenRevision={revision =>
                  change({ view: 'history', revision: `${revision}` })
                }
                onOpenClaim={id => change({ view: 'postmortem', claim: id })}
              />
            )}
          </Paper>
          {beside && block && (
            <EvidencePanel
              claim={beside}
              block={block}
              onClose={() => onSelectClaim(undefined)}
              onWritten={written}
            />
          )}
          {shownElement?.evidence && (
            <PictureEvidence
              key={shownElement.id}
              element={shownElement}
              evidence={shownElement.evidence}
              onClose={() => onChoosePictureElement(undefined)}
            />
          )}
        </div>
        <Snackbar
          open={notice !== undefined}
          autoHideDuration={6000}
          onClose={(_, reason) =>
            reason !== 'clickaway' && setNotice(undefined)
          }
          message={notice?.message}
        />
      </div>
    </PostmortemProvider>
  );
}
