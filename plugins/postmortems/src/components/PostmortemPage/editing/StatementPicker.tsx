import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  showBidiControls,
  type EvidenceStatement,
  type SectionId,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import type { CitedSource } from '../evidence/useEvidence';
import { EvidenceChoice } from './EvidenceChoice';
import { StatementChoice } from './StatementChoice';

const useStyles = makeStyles((theme: Theme) => ({
  chosen: { listStyle: 'none', margin: theme.spacing(0, 0, 2), padding: 0 },
  one: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
  },
  action: { flexShrink: 0 },
}));

/** Chooses statements about one piece of evidence after the other. */
export function StatementPicker(props: {
  /** Where the statements are to be inserted. */
  section?: SectionId;
  /** Types of evidence that are listed first, if not all. */
  offered?: readonly SourceType[];
  chosen: readonly EvidenceStatement[];
  onChange(chosen: EvidenceStatement[]): void;
}) {
  const { section, offered, chosen, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const [source, setSource] = useState<CitedSource>();
  if (source) {
    return (
      <StatementChoice
        source={source}
        section={section}
        chosen={chosen}
        onChange={onChange}
        onBack={() => setSource(undefined)}
      />
    );
  }
  return (
    <>
      {chosen.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('page.statements.chosen')}
          </Typography>
          <ul
            className={classes.chosen}
            aria-label={t('page.statements.chosen')}
          >
            {chosen.map(statement => (
              <li key={statement.text} className={classes.one}>
                <Typography variant="body2">
                  {showBidiControls(statement.text)}
                </Typography>
                <Button
                  size="small"
                  className={classes.action}
                  aria-label={t('page.statements.removeOf', {
                    text: statement.text,
                  })}
                  onClick={() =>
                    onChange(chosen.filter(one => one !== statement))
                  }
                >
                  {t('page.citing.remove')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <EvidenceChoice withRecord offered={offered} onChoose={setSource} />
    </>
  );
}
