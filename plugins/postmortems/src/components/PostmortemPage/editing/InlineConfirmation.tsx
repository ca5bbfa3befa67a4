import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { FocusedButton } from '../../shared/form/FocusedButton';
import { Note } from '../../shared/layout/Note';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';

/** Asks before an action. Its button takes the focus. */
export function InlineConfirmation(props: {
  question: string;
  action: string;
  onConfirm(): void;
  onCancel(): void;
}) {
  const { question, action, onConfirm, onCancel } = props;
  const { t } = useTranslation();
  return (
    <Note tone="info">
      <Typography>{question}</Typography>
      <Row my={1}>
        <FocusedButton
          size="small"
          color="primary"
          variant="contained"
          onClick={onConfirm}
        >
          {action}
        </FocusedButton>
        <Button size="small" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Row>
    </Note>
  );
}
