import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import PlaylistAddIcon from '@material-ui/icons/PlaylistAdd';
import {
  isCustomSection,
  type ClaimKind,
  type EvidenceStatement,
  type Section,
  type StandardSectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { toInstant, toTimeField } from '../../shared/form/timeField';
import { TimeField } from '../../shared/form/TimeField';
import { Note } from '../../shared/layout/Note';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { useRevisionWrite } from '../state/useRevisionWrite';
import { InsertEvidenceDialog } from './InsertEvidenceDialog';
import { SentencesForm } from './SentencesForm';
import { claimOfStatement, timeOfStatements } from './statements';
import type { EditedClaim } from './useBlockEdit';

/** What a new sentence is about. Action items are added in another way. */
const KINDS: Partial<Record<StandardSectionId, ClaimKind>> = {
  summary: 'summary',
  impact: 'impact',
  timeline: 'timeline',
  rootCause: 'root_cause',
  contributingFactors: 'contributing_factor',
  waysOfWorking: 'contributing_factor',
  ruledOut: 'ruled_out',
  notChecked: 'not_checked',
};

/**
 * Adds sentences to a section, at its end or in the order of time: in a person's
 * words from the start, or from what evidence says.
 */
export function AddSentence(props: { section: Section }) {
  const { section } = props;
  const kind = isCustomSection(section.id) ? 'summary' : KINDS[section.id];
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { postmortem, incident, onWritten, announce } = usePostmortemContext();
  const { write, running, error, conflict } = useRevisionWrite({
    postmortem,
    onWritten,
  });
  const [state, setState] = useState<
    'closed' | 'inserting' | 'open' | 'cancelled'
  >('closed');
  const [claims, setClaims] = useState<EditedClaim[]>([]);
  const [at, setAt] = useState(() => toTimeField(incident.startedAt));
  const [known, setKnown] = useState<ReadonlySet<string>>();
  useEffect(() => {
    const added = section.blocks.find(({ id }) => known && !known.has(id));
    const [first] = added?.claims ?? [];
    if (!first) return;
    document
      .querySelector<HTMLElement>(`[data-claim="${CSS.escape(first.id)}"]`)
      ?.focus();
    setKnown(undefined);
  }, [section.blocks, known]);
  if (!kind) return null;
  const insert = (statements: EvidenceStatement[]) => {
    const time = timeOfStatements(statements);
    if (time) setAt(toTimeField(time));
    setClaims(statements.map(one => claimOfStatement(one, kind)));
    setState('open');
  };
  if (state !== 'open') {
    const OpenButton = state === 'cancelled' ? FocusedButton : Button;
    return (
      <Row>
        <OpenButton
          size="small"
          startIcon={<AddIcon />}
          aria-label={t('page.writing.addTo', { section: section.title })}
          onClick={() => {
            setClaims([{ text: '', kind, spans: [] }]);
            setState('open');
          }}
        >
          {t('page.writing.add')}
        </OpenButton>
        <Button
          size="small"
          startIcon={<PlaylistAddIcon />}
          aria-label={t('page.statements.openIn', { section: section.title })}
          onClick={() => setState('inserting')}
        >
          {t('page.statements.open')}
        </Button>
        {state === 'inserting' && (
          <InsertEvidenceDialog
            section={section}
            onInsert={insert}
            onClose={() => setState('closed')}
          />
        )}
      </Row>
    );
  }
  const isTimeline = section.id === 'timeline';
  const save = async (written: EditedClaim[]) => {
    const time = isTimeline ? toInstant(at) : undefined;
    const before = section.blocks.filter(
      ({ timeline }) => !time || !timeline || timeline.at <= time,
    );
    const added = await write(() =>
      api.addBlock(postmortem.id, section.id, {
        claims: written,
        after: before.at(-1)?.id ?? null,
        ...(time && { at: time }),
      }),
    );
    if (!added) return;
    setKnown(new Set(section.blocks.map(({ id }) => id)));
    setState('closed');
    announce(t('page.writing.added'));
  };
  return (
    <>
      <SentencesForm
        id={`add-${section.id}`}
        label={t('page.writing.addTo', { section: section.title })}
        claims={claims}
        saved={[]}
        focused={0}
        saving={running}
        offered={section.guidance?.evidence}
        incomplete={
          claims.every(({ text }) => !text.trim()) || (isTimeline && at === '')
        }
        onChange={setClaims}
        onSave={save}
        onCancel={() => setState('cancelled')}
      >
        {isTimeline && (
          <TimeField
            id="add-timeline-at"
            label={t('page.writing.at')}
            required
            precise
            value={at}
            onChange={setAt}
          />
        )}
      </SentencesForm>
      {conflict && (
        <Note tone="warning" role="alert">
          <Typography>{t('page.conflict.title')}</Typography>
        </Note>
      )}
      <ErrorAlert title={t('page.writing.notAdded')} error={error} />
    </>
  );
}
