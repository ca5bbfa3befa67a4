import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { GlossaryTerm } from '@postmortems/backstage-plugin-postmortems-common';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { GLOSSARY_ID, sectionElementId } from './sectionElementId';

const useStyles = makeStyles((theme: Theme) => ({
  section: { marginBottom: theme.spacing(4) },
  heading: { marginBottom: theme.spacing(1.5) },
  list: { margin: 0 },
  term: { fontWeight: 600, overflowWrap: 'anywhere' },
  explained: { margin: theme.spacing(0, 0, 1), overflowWrap: 'anywhere' },
  source: { color: theme.palette.text.secondary, fontSize: '0.875rem' },
}));

/** The services and metrics that the document names. No claims: their source stands beside each. */
export function GlossarySection(props: { terms: readonly GlossaryTerm[] }) {
  const classes = useStyles();
  const { t } = useTranslation();
  const headingId = sectionElementId(GLOSSARY_ID);
  return (
    <section className={classes.section} aria-labelledby={headingId}>
      <Typography
        id={headingId}
        variant="h5"
        component="h2"
        className={classes.heading}
      >
        {t('page.glossary.title')}
      </Typography>
      <dl className={classes.list}>
        {props.terms.map(
          ({ kind, name, description, entityRef, ownerRef, source, asOf }) => (
            <div key={`${kind} ${entityRef ?? name}`}>
              <dt className={classes.term}>
                {entityRef ? (
                  <EntityRefLink entityRef={entityRef} title={name}>
                    {name}
                  </EntityRefLink>
                ) : (
                  name
                )}
              </dt>
              <dd className={classes.explained}>
                {description && <div>{description}</div>}
                <span className={classes.source}>
                  {ownerRef && (
                    <>
                      {t('page.glossary.owner')}{' '}
                      <EntityRefLink entityRef={ownerRef} hideIcon />
                      {' · '}
                    </>
                  )}
                  {t(`page.glossary.from.${source}`)}
                  {asOf && (
                    <>
                      {' '}
                      {t('common.asOf')} <UtcTime at={asOf} />
                    </>
                  )}
                </span>
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
