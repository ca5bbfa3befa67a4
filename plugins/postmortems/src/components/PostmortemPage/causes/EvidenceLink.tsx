import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  describePayload,
  shorten,
} from '../../shared/evidence/describeEvidence';
import type { CitedSource } from '../evidence/useEvidence';
import { useEvidenceName } from '../evidence/useEvidenceName';
import { usePostmortemContext } from '../state/postmortemContext';

/** Characters of the evidence's own words. */
const SHOWN = 90;

const useStyles = makeStyles({
  link: { textAlign: 'left', overflowWrap: 'anywhere' },
  part: { whiteSpace: 'nowrap' },
});

/** Opens a piece of evidence in the panel of a claim. */
export function EvidenceLink(props: {
  claimId: string;
  evidenceId: string;
  source: CitedSource | undefined;
}) {
  const { claimId, evidenceId, source } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const { onOpenEvidence } = usePostmortemContext();
  const nameOf = useEvidenceName();
  return (
    <Link
      component="button"
      type="button"
      variant="body2"
      className={classes.link}
      data-print="keep"
      onClick={() => onOpenEvidence(claimId, evidenceId)}
    >
      {source ? (
        <>
          {shorten(describePayload(source.payload), SHOWN)}
          {nameOf(source)
            .split(' · ')
            .map(part => [
              ' · ',
              <span key={part} className={classes.part}>
                {part}
              </span>,
            ])}
        </>
      ) : (
        t('page.cause.evidence')
      )}
    </Link>
  );
}
