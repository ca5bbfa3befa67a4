import Button from '@material-ui/core/Button';
import EditIcon from '@material-ui/icons/Edit';
import type { Reading } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ClaimReading } from '../evidence/ClaimReading';

/** What a sentence was read as, with a way to correct it. */
export function CorrectableReading(props: {
  text: string;
  reading: Reading;
  onCorrect(): void;
}) {
  const { text, reading, onCorrect } = props;
  const { t } = useTranslation();
  // The renderer's own sentences say what they were rendered from
  if (reading.by === 'renderer') return null;
  return (
    <>
      <ClaimReading text={text} reading={reading} />
      <Button size="small" startIcon={<EditIcon />} onClick={onCorrect}>
        {t('page.correcting.open')}
      </Button>
    </>
  );
}
