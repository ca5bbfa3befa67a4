import Link from '@material-ui/core/Link';
import { makeStyles, Theme } from '@material-ui/core/styles';
import ShowChartIcon from '@material-ui/icons/ShowChart';
import type { Claim } from '@postmortems/backstage-plugin-postmortems-common';
import { Fragment, useId, useState, type ReactNode } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { chartedSeriesOf } from './charts';
import { ClaimChart } from './ClaimChart';
import { ClaimText } from './ClaimText';

const useStyles = makeStyles((theme: Theme) => ({
  toggle: {
    marginLeft: theme.spacing(0.5),
    verticalAlign: 'baseline',
    whiteSpace: 'nowrap',
  },
  // Large enough to hit, as WCAG 2.2 asks (2.5.8)
  iconToggle: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: 24,
    height: 24,
    verticalAlign: 'middle',
  },
}));

/**
 * Claims one after the other. Charts stand below all of them: between sentences
 * they would tear the paragraph.
 */
export function Sentences(props: {
  claims: readonly Claim[];
  /** Ids of claims whose chart is open from the start. */
  openCharts?: ReadonlySet<string>;
  /** Characters that the text of a claim leaves out. */
  from?(claim: Claim): number;
  /** Stands between the text and the charts. */
  children?: ReactNode;
}) {
  const { claims, openCharts, from, children } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const chartId = useId();
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(
    openCharts ?? new Set(),
  );
  const toggle = (id: string) => {
    const next = new Set(openIds);
    if (!next.delete(id)) next.add(id);
    setOpenIds(next);
  };
  return (
    <>
      {claims.map((claim, index) => {
        const series = chartedSeriesOf(claim);
        const isOpen = openIds.has(claim.id);
        // Words of a button between two sentences would be read as theirs
        const isInText = index < claims.length - 1;
        return (
          <Fragment key={claim.id}>
            {index > 0 && ' '}
            <ClaimText claim={claim} from={from?.(claim)} />
            {series && (
              <Link
                component="button"
                type="button"
                variant="caption"
                className={`${classes.toggle} ${
                  isInText ? classes.iconToggle : ''
                }`}
                aria-expanded={isOpen}
                aria-controls={isOpen ? `${chartId}-${claim.id}` : undefined}
                aria-label={t(
                  isOpen ? 'page.chart.hideOf' : 'page.chart.showOf',
                  {
                    metric: series.metric,
                  },
                )}
                title={
                  isInText
                    ? t(isOpen ? 'page.chart.hide' : 'page.chart.show')
                    : undefined
                }
                onClick={() => toggle(claim.id)}
              >
                {isInText ? (
                  <ShowChartIcon fontSize="small" />
                ) : (
                  t(isOpen ? 'page.chart.hide' : 'page.chart.show')
                )}
              </Link>
            )}
          </Fragment>
        );
      })}
      {children}
      {claims.map(claim => {
        const series = chartedSeriesOf(claim);
        return (
          series &&
          openIds.has(claim.id) && (
            <ClaimChart
              key={claim.id}
              id={`${chartId}-${claim.id}`}
              claim={claim}
              evidenceId={series.evidence}
            />
          )
        );
      })}
    </>
  );
}
