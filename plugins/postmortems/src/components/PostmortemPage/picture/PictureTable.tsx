import Link from '@material-ui/core/Link';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  describePictureElement,
  type PictureElement,
} from '@postmortems/backstage-plugin-postmortems-common';
import { countParams } from '../../shared/format/numbers';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  frame: { maxHeight: 360, overflow: 'auto' },
  table: {
    ...theme.typography.body2,
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: theme.spacing(0.25, 2, 0.25, 0),
    },
    '& td:nth-child(3)': { overflowWrap: 'anywhere' },
    '& td:first-child': { minWidth: 92 },
  },
}));

/** Everything that the picture shows, in the order of time. */
export function PictureTable(props: {
  id: string;
  elements: readonly PictureElement[];
  timeZone: string;
  moreChanges: number;
  onChoose(element: PictureElement): void;
}) {
  const { id, elements, timeZone, moreChanges, onChoose } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const inOrder = [...elements].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  return (
    <div id={id}>
      <div
        className={classes.frame}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        role="region"
        aria-label={t('page.picture.table')}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                {t('page.picture.columns.time', { zone: timeZone })}
              </th>
              <th scope="col">{t('page.picture.columns.kind')}</th>
              <th scope="col">{t('page.picture.columns.text')}</th>
              <th scope="col">{t('page.picture.open')}</th>
            </tr>
          </thead>
          <tbody>
            {inOrder.map(element => (
              <tr key={element.id}>
                <td>{element.time}</td>
                <td>{element.kind}</td>
                <td>{element.text}</td>
                <td>
                  {element.evidence && (
                    <Link
                      component="button"
                      type="button"
                      variant="body2"
                      aria-label={t('page.picture.openOf', {
                        element: describePictureElement(element),
                      })}
                      onClick={() => onChoose(element)}
                    >
                      {t('page.picture.open')}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {moreChanges > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('page.picture.moreChanges', countParams(moreChanges))}
        </Typography>
      )}
    </div>
  );
}
