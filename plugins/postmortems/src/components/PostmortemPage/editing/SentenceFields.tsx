import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormatQuoteIcon from '@material-ui/icons/FormatQuote';
import SpellcheckIcon from '@material-ui/icons/Spellcheck';
import type {
  EvidenceSpan,
  Reading,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState } from 'react';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormField } from '../../shared/form/FormField';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';
import { Citations } from './Citations';
import { CiteEvidenceDialog } from './CiteEvidenceDialog';
import { CheckResult } from './CheckResult';
import { CorrectableReading } from './CorrectableReading';
import { CorrectReadingDialog } from './CorrectReadingDialog';
import { withSpans } from './statements';
import type { EditedClaim } from './useBlockEdit';
import { keyOfSpan, type SentenceCheck } from './useSentenceChecks';

/** The fields of one sentence: its text, its citations, and what a check says. */
export function SentenceFields(props: {
  id: string;
  label: string;
  claim: EditedClaim;
  result?: SentenceCheck;
  /** What the sentence was read as when it was saved, if it has not changed. */
  reading?: Reading;
  checking: boolean;
  /** Whether a person may confirm the sentence as it stands. */
  canConfirm: boolean;
  takesFocus: boolean;
  /** Types of evidence that are listed first when citing, if not all. */
  offered?: readonly SourceType[];
  onChange(part: Partial<EditedClaim>): void;
  /** @param part - a change that has just been made */
  onCheck(part?: Partial<EditedClaim>): void;
}) {
  const { id, label, claim, result, reading } = props;
  const { checking, canConfirm, takesFocus, offered } = props;
  const { onChange, onCheck } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState<'citing' | 'correcting'>();
  const field = useRef<HTMLElement | null>(null);
  const cite = (spans: readonly EvidenceSpan[]) => {
    onChange({ spans: withSpans(claim.spans, [{ spans }]) });
  };
  const isEmpty = claim.text.trim() === '';
  return (
    <>
      <FormField
        id={id}
        label={label}
        value={claim.text}
        onChange={text => onChange({ text })}
        inputRef={element => {
          if (element && !field.current && takesFocus) focusOnMount(element);
          field.current = element;
        }}
        multiline
        variant="outlined"
      />
      <Citations
        title={t('page.citing.cited')}
        spans={claim.spans}
        action={t('page.citing.remove')}
        nameAction={quote => t('page.citing.removeOf', { quote })}
        onAction={span => {
          // The button unmounts with the focus
          field.current?.focus();
          onChange({
            spans: claim.spans.filter(
              one => keyOfSpan(one) !== keyOfSpan(span),
            ),
          });
        }}
      />
      <Row my={1}>
        <Button
          size="small"
          startIcon={<SpellcheckIcon />}
          aria-disabled={isEmpty || checking}
          onClick={() => !isEmpty && onCheck()}
        >
          {checking ? t('page.writing.checking') : t('page.writing.check')}
        </Button>
        <Button
          size="small"
          startIcon={<FormatQuoteIcon />}
          onClick={() => setOpen('citing')}
        >
          {t('page.citing.open')}
        </Button>
      </Row>
      {!result && reading && (
        <CorrectableReading
          text={claim.text}
          reading={reading}
          onCorrect={() => setOpen('correcting')}
        />
      )}
      <div role="status">
        {result && (
          <CheckResult
            text={claim.text}
            result={result}
            onCorrect={() => setOpen('correcting')}
            onCite={spans => {
              field.current?.focus();
              cite(spans);
            }}
          />
        )}
      </div>
      {(canConfirm || claim.attest) && (
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={claim.attest ?? false}
              onChange={event => onChange({ attest: event.target.checked })}
            />
          }
          label={t('page.editing.attest')}
        />
      )}
      {open === 'citing' && (
        <CiteEvidenceDialog
          offered={offered}
          onCite={span => cite([span])}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'correcting' && (
        <CorrectReadingDialog
          claim={claim}
          onChange={part => {
            field.current?.focus();
            onChange(part);
            onCheck(part);
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
