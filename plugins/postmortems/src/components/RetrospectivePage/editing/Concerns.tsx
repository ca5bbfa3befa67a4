import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { Block } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../../useWords';
import type { EditedClaim } from './useBlockEdit';

/** Words that point at people, each with the role that could stand there instead. */
export function Concerns(props: {
  block: Block;
  disabled: boolean;
  onReplace(claims: EditedClaim[]): void;
}) {
  const { block, disabled, onReplace } = props;
  const { t } = useWords();
  const found = block.claims.flatMap(({ concerns = [] }) => concerns);
  if (found.length === 0) return null;
  const replaced = (quote: string, role: string): EditedClaim[] =>
    block.claims.map(({ text, kind, spans, attestedBy }) => ({
      text: text.replaceAll(quote, role),
      kind,
      spans,
      attest: attestedBy !== undefined,
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
            {replacement && (
              <Button
                size="small"
                disabled={disabled}
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
