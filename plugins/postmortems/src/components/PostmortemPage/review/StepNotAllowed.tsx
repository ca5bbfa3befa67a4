import Typography from '@material-ui/core/Typography';
import { useEntityNames } from '../../shared/catalog/useEntityNames';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/** Says why the reader may not approve or publish, and who may. */
export function StepNotAllowed(props: {
  id: string;
  step: 'approve' | 'publish';
  /** The reader changed what would be approved. */
  isAuthor: boolean;
}) {
  const { id, step, isAuthor } = props;
  const { t } = useTranslation();
  const { postmortem } = usePostmortemContext();
  const authors = useEntityNames(
    step === 'approve' ? postmortem.mayNotApprove ?? [] : [],
  ).join(', ');
  return (
    <Typography id={id} variant="body2" data-print="hide">
      {isAuthor
        ? t('page.review.notAllowed.author')
        : t(`page.review.notAllowed.${step}`)}{' '}
      {authors
        ? t('page.review.notAllowed.whoExcept', { authors })
        : t(`page.review.notAllowed.who.${step}`)}
    </Typography>
  );
}
