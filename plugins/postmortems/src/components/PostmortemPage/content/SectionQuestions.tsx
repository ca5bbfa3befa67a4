import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { SectionGuidance } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  root: { '@media print': { display: 'none' } },
  questions: { margin: theme.spacing(0, 0, 1), paddingLeft: theme.spacing(3) },
}));

/** The questions that a section of the template answers, for its writers. */
export function SectionQuestions(props: { guidance: SectionGuidance }) {
  const { questions, required } = props.guidance;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Typography
      component="div"
      variant="body2"
      color="textSecondary"
      className={classes.root}
    >
      {required && t('page.content.required')}
      <ul className={classes.questions}>
        {questions.map(question => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </Typography>
  );
}
