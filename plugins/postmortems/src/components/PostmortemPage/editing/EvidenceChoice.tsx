import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import NoteAddIcon from '@material-ui/icons/NoteAdd';
import {
  RECORD_EVIDENCE_ID,
  sourceTypeSchema,
  type EvidenceNode,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormField } from '../../shared/form/FormField';
import { SelectField } from '../../shared/form/SelectField';
import { LoadMore } from '../../shared/list/LoadMore';
import { useCursorPages } from '../../shared/list/useCursorPages';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  describePayload,
  shorten,
} from '../../shared/evidence/describeEvidence';
import type { CitedSource } from '../evidence/useEvidence';
import { useEvidenceName } from '../evidence/useEvidenceName';
import { AddNoteDialog } from '../incident/AddNoteDialog';
import { usePostmortemContext } from '../state/postmortemContext';
import { foldRepeated } from './foldRepeated';

const PAGE_SIZE = 100;
/** A search reads further pages until it has this many matches. */
const ENOUGH = 20;
/** Characters of the evidence's own words. */
const SHOWN = 160;

const useStyles = makeStyles({
  node: { borderRadius: 4 },
  text: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** The evidence of the incident, with filters by type and text, and a way to add to it. */
export function EvidenceChoice(props: {
  /** Whether the record of the incident can be chosen. */
  withRecord?: boolean;
  /** Types that are listed first, if not all. */
  offered?: readonly SourceType[];
  onChoose(source: CitedSource): void;
}) {
  const { withRecord = false, offered = [], onChoose } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { allowed, postmortem } = usePostmortemContext();
  const { incidentKey } = postmortem;
  const nameOf = useEvidenceName();
  const [type, setType] = useState<SourceType | 'offered' | ''>(
    offered.length > 0 ? 'offered' : '',
  );
  const types = type === 'offered' ? offered.join() : type;
  const [search, setSearch] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const load = useCallback(
    (cursor: string | undefined, signal: AbortSignal) =>
      api.listEvidence(
        incidentKey,
        {
          sourceType: types ? (types.split(',') as SourceType[]) : undefined,
          cursor,
          limit: PAGE_SIZE,
        },
        { signal },
      ),
    [api, incidentKey, types],
  );
  const pages = useCursorPages(load);
  const { items, loading, loadingMore, hasMore, error, loadMore } = pages;
  const term = search.trim().toLocaleLowerCase();
  const shown =
    term === '' ? items : items.filter(node => textOf(node).includes(term));
  // Who searches may look for one of many lines that are alike
  const listed =
    term === ''
      ? foldRepeated(shown)
      : shown.map(node => ({ node, others: 0 }));
  const searchesOn =
    term !== '' && shown.length < ENOUGH && hasMore && !loadingMore && !error;
  useEffect(() => {
    if (searchesOn) loadMore();
  }, [searchesOn, loadMore]);
  const choose = (node: EvidenceNode) =>
    onChoose({ id: node.id, payload: node.payload, node });
  const added = (node?: EvidenceNode) => {
    if (node) choose(node);
    else {
      setIsAdding(false);
      pages.reload();
    }
  };
  const record = { id: RECORD_EVIDENCE_ID, payload: {} };
  return (
    <>
      {allowed.changeIncident && (
        <Button
          size="small"
          startIcon={<NoteAddIcon />}
          onClick={() => setIsAdding(true)}
        >
          {t('page.notes.open')}
        </Button>
      )}
      {isAdding && (
        <AddNoteDialog onAdded={added} onClose={() => setIsAdding(false)} />
      )}
      <FormField
        id="cite-search"
        type="search"
        label={t('page.citing.search')}
        value={search}
        onChange={setSearch}
        inputRef={focusOnMount}
        onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
      />
      <SelectField<SourceType | 'offered' | ''>
        id="cite-type"
        label={t('page.citing.type')}
        value={type}
        options={[
          ...(offered.length > 0
            ? [{ value: 'offered' as const, label: t('page.citing.offered') }]
            : []),
          { value: '', label: t('common.all') },
          ...sourceTypeSchema.options.map(value => ({
            value,
            label: t(`page.evidence.source.${value}`),
          })),
        ]}
        onChange={setType}
      />
      {loading && !error && <Progress />}
      {error && items.length === 0 && <ResponseErrorPanel error={error} />}
      <Typography variant="body2" color="textSecondary" role="status">
        {!loading &&
          t('page.citing.shown', { count: shown.length }) +
            (hasMore && term !== '' ? ` ${t('page.citing.more')}` : '')}
      </Typography>
      <List dense aria-label={t('page.citing.list')}>
        {withRecord && term === '' && (type === '' || type === 'offered') && (
          <ListItem
            button
            component="button"
            {...{ type: 'button' }}
            className={classes.node}
            onClick={() => onChoose(record)}
          >
            <ListItemText
              primary={nameOf(record)}
              secondary={t('page.statements.record')}
            />
          </ListItem>
        )}
        {listed.map(({ node, others }) => (
          <ListItem
            key={node.id}
            button
            component="button"
            {...{ type: 'button' }}
            className={classes.node}
            onClick={() => choose(node)}
          >
            <ListItemText
              primary={shorten(describePayload(node.payload), SHOWN) || node.id}
              primaryTypographyProps={{ className: classes.text }}
              secondary={
                nameOf({ id: node.id, node }) +
                (others > 0
                  ? ` · ${t('page.citing.others', { count: others })}`
                  : '')
              }
            />
          </ListItem>
        ))}
      </List>
      <LoadMore pages={pages} />
    </>
  );
}

function textOf({ payload, metadata, provider, id }: EvidenceNode): string {
  return `${JSON.stringify(payload)} ${
    metadata.service
  } ${provider} ${id}`.toLocaleLowerCase();
}
