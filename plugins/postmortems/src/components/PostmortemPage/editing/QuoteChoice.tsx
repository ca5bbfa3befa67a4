import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import type {
  EvidenceNode,
  EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useMemo, useState } from 'react';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { SelectField } from '../../shared/form/SelectField';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  describePayload,
  shorten,
} from '../../shared/evidence/describeEvidence';
import { useEvidenceName } from '../evidence/useEvidenceName';
import { PartOfText } from './PartOfText';
import { quotableParts } from './quotableParts';

/** The longest quote that a citation can have. */
const MAX_QUOTE = 4000;
/** Characters of a value beside its name. */
const SHOWN = 60;

const useStyles = makeStyles((theme: Theme) => ({
  head: { margin: theme.spacing(1, 0), overflowWrap: 'anywhere' },
  quote: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.primary.main}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** Chooses the part of a piece of evidence to cite. */
export function QuoteChoice(props: {
  node: EvidenceNode;
  /** `undefined` while nothing can be cited. */
  onChange(span: EvidenceSpan | undefined): void;
  onBack(): void;
}) {
  const { node, onChange, onBack } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const nameOf = useEvidenceName();
  const parts = useMemo(() => quotableParts(node.payload), [node]);
  const [pointer, setPointer] = useState(parts[0]?.pointer ?? '');
  const [selection, setSelection] = useState('');
  const part = parts.find(one => one.pointer === pointer);
  const quote = (selection || part?.text || '').slice(0, MAX_QUOTE);
  useEffect(() => {
    onChange(quote ? { evidenceId: node.id, pointer, quote } : undefined);
    // The parent's callback is another one on each render
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [node.id, pointer, quote]);
  const isText =
    part !== undefined && /\s/.test(part.text) && part.pointer !== '';
  return (
    <>
      <Button size="small" startIcon={<ArrowBackIcon />} onClick={onBack}>
        {t('page.citing.back')}
      </Button>
      <div className={classes.head}>
        <Typography>{describePayload(node.payload) || node.id}</Typography>
        <Typography variant="body2" color="textSecondary">
          {nameOf({ id: node.id, node })}
        </Typography>
      </div>
      {parts.length === 0 && (
        <Typography>{t('page.citing.nothing')}</Typography>
      )}
      {parts.length > 0 && (
        <SelectField
          id="cite-part"
          label={t('page.citing.part')}
          value={pointer}
          options={parts.map(one => ({
            value: one.pointer,
            label: `${one.name}: ${shorten(one.text, SHOWN)}`,
          }))}
          onChange={chosen => {
            setSelection('');
            setPointer(chosen);
          }}
          inputRef={focusOnMount}
        />
      )}
      {isText && (
        <PartOfText
          id="cite-text"
          text={part.text}
          help={t('page.citing.textHelp')}
          onSelect={setSelection}
        />
      )}
      {quote !== '' && (
        <>
          <Typography variant="caption" color="textSecondary">
            {t('page.citing.quote')}
          </Typography>
          <Typography
            variant="body2"
            component="div"
            className={classes.quote}
            role="status"
          >
            {quote}
          </Typography>
        </>
      )}
    </>
  );
}
