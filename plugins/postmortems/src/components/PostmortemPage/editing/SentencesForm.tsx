import Typography from '@material-ui/core/Typography';
import type {
  Claim,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { SaveOrCancel } from '../../shared/form/SaveOrCancel';
import { useTranslation } from '../../shared/translation/useTranslation';
import { canBeConfirmed } from './attestation';
import { SentenceFields } from './SentenceFields';
import { givenAssertionsOf, type EditedClaim } from './useBlockEdit';
import { useSentenceChecks } from './useSentenceChecks';

/**
 * Sentences with their citations. Changed ones are checked before they are saved:
 * one that is not supported is saved at the second attempt. Ctrl+Enter saves.
 *
 * @param props - `saved` are the claims as they are stored, in the same order
 */
export function SentencesForm(props: {
  id: string;
  label: string;
  claims: readonly EditedClaim[];
  saved: readonly Claim[];
  /** Index of the sentence that takes the focus. */
  focused?: number;
  saving: boolean;
  incomplete?: boolean;
  /** Types of evidence that are listed first when citing, if not all. */
  offered?: readonly SourceType[];
  onChange(claims: EditedClaim[]): void;
  onSave(claims: EditedClaim[]): void;
  onCancel(): void;
  children?: ReactNode;
}) {
  const { id, label, claims, saved, focused, saving, incomplete } = props;
  const { offered, onChange, onSave, onCancel, children } = props;
  const { t } = useTranslation();
  const { check, checking, error, resultOf } = useSentenceChecks();
  const [warned, setWarned] = useState(false);
  const change = (index: number, part: Partial<EditedClaim>) => {
    setWarned(false);
    onChange(
      claims.map((claim, at) => (at === index ? { ...claim, ...part } : claim)),
    );
  };
  /** The verdict on a sentence as it stands, if it is known. */
  const verifiedOf = (claim: EditedClaim, index: number) => {
    const result = resultOf(claim);
    if (result) return { ...result, kind: claim.kind };
    return isSame(claim, saved[index]) ? saved[index] : undefined;
  };
  const save = async () => {
    if (incomplete) return;
    const changed = claims.filter(
      (claim, index) =>
        claim.text.trim() !== '' && !isSame(claim, saved[index]),
    );
    if (changed.length > 0 && !warned) {
      const unchecked = changed.filter(claim => !resultOf(claim));
      const results = unchecked.length > 0 ? await check(unchecked) : [];
      const isOpen = (claim: EditedClaim) => {
        const at = unchecked.indexOf(claim);
        const result = at < 0 ? resultOf(claim) : results?.[at];
        if (!result || result.verdict === 'supported') return false;
        return !(
          claim.attest && canBeConfirmed({ ...result, kind: claim.kind })
        );
      };
      if (changed.some(isOpen)) {
        setWarned(true);
        return;
      }
    }
    onSave(claims.filter(({ text }) => text.trim() !== ''));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    // Events of a dialog bubble through the components that opened it
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    save();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys work in each of its fields
    <form onSubmit={submit} onKeyDown={onKeyDown} aria-label={label}>
      {children}
      {claims.map((claim, index) => {
        const verified = verifiedOf(claim, index);
        return (
          <SentenceFields
            // Edited claims have no ids
            // eslint-disable-next-line react/no-array-index-key
            key={index}
            id={`${id}-${index}`}
            label={
              claims.length > 1 || saved.length > 0
                ? t('page.editing.claim', { number: `${index + 1}` })
                : t('page.writing.sentence')
            }
            claim={claim}
            result={resultOf(claim)}
            reading={verified?.reading}
            checking={checking}
            canConfirm={verified !== undefined && canBeConfirmed(verified)}
            takesFocus={index === focused}
            offered={offered}
            onChange={part => change(index, part)}
            onCheck={(part = {}) => check([{ ...claim, ...part }])}
          />
        );
      })}
      <ErrorAlert title={t('page.writing.notChecked')} error={error} />
      <Typography variant="body2" role="status">
        {warned && t('page.writing.warning')}
      </Typography>
      <SaveOrCancel
        saving={saving}
        save={warned ? t('page.writing.saveAnyway') : undefined}
        incomplete={incomplete}
        onCancel={onCancel}
      />
    </form>
  );
}

function isSame(claim: EditedClaim, saved: Claim | undefined): boolean {
  return (
    saved !== undefined &&
    claim.text === saved.text &&
    JSON.stringify([claim.spans, claim.assertions]) ===
      JSON.stringify([saved.spans, givenAssertionsOf(saved)])
  );
}
