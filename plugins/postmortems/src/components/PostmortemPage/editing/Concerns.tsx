import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  replaceWords,
  type Block,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { editedClaimOf, type EditedClaim } from './useBlockEdit';

/** Blameless wording: names people, and suggests roles instead. */
export function Concerns(props: {
  block: Block;
  onReplace?(claims: EditedClaim[]): void;
}) {
  const { block, onReplace } = props;
  const { t } = useTranslation();
  const found = block.claims.flatMap(({ concerns = [] }) => concerns);
  if (found.length === 0) return null;
  const replaced = (quote: string, role: string): EditedClaim[] =>
    block.claims.map(claim => ({
      ...editedClaimOf(claim),
      text: replaceWords(claim.text, quote, role),
    }));
  return (
    <div role="note">
      <Typography variant="subtitle2" component="h3">
        {t('page.editing.concerns')}
      </Typography>
      <ul>
        {found.map(({ rule, quote, message, replacement }) => (
          <li key={`${rule} ${quote}`}>
            <Typography variant="body2">{message}</Typography>
            {replacement && onReplace && (
              <Button
                size="small"
                onClick={() => onReplace(replaced(quote, replacement))}
              >
                {t('page.editing.replace', { role: replacement })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
