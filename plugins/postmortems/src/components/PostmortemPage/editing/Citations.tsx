import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { EvidenceSpan } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { describeQuote } from '../../shared/evidence/describeEvidence';
import { useEvidence } from '../evidence/useEvidence';
import { useEvidenceName } from '../evidence/useEvidenceName';
import { usePostmortemContext } from '../state/postmortemContext';
import { keyOfSpan } from './useSentenceChecks';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  citation: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  quote: { overflowWrap: 'anywhere' },
  action: { flexShrink: 0 },
}));

/** Citations with what can be done with each. */
export function Citations(props: {
  title: string;
  spans: readonly EvidenceSpan[];
  /** Label of the action, and its name with the quote. */
  action: string;
  nameAction(quote: string): string;
  onAction(span: EvidenceSpan): void;
}) {
  const { title, spans, action, nameAction, onAction } = props;
  const classes = useStyles();
  const { postmortem } = usePostmortemContext();
  const nameOf = useEvidenceName();
  const { t } = useTranslation();
  const { value: sources } = useEvidence(
    postmortem,
    spans.map(({ evidenceId }) => evidenceId),
  );
  if (spans.length === 0) return null;
  return (
    <>
      <Typography variant="subtitle2" component="h4">
        {title}
      </Typography>
      <ul className={classes.list} aria-label={title}>
        {spans.map(span => {
          const source = sources?.get(span.evidenceId);
          const quote = describeQuote(span, source?.payload);
          return (
            <li key={keyOfSpan(span)} className={classes.citation}>
              <div className={classes.quote}>
                <Typography variant="body2">{quote}</Typography>
                <Typography variant="caption" color="textSecondary">
                  {source && nameOf(source)}
                  {sources && !source && t('page.evidence.missing')}
                </Typography>
              </div>
              <Button
                size="small"
                className={classes.action}
                aria-label={nameAction(quote)}
                onClick={() => onAction(span)}
              >
                {action}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
