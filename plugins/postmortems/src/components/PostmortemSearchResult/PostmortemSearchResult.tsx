import { Link } from '@backstage/core-components';
import type {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import Chip from '@material-ui/core/Chip';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  reviewStatusSchema,
  searchDocumentSchema,
  severitySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { useEntityNames } from '../shared/catalog';
import { useTranslation } from '../shared/translation/useTranslation';
import { excerptOf } from './excerptOf';

const MAX_SERVICES = 3;

type PostmortemResult = SearchDocument & {
  incidentKey?: string;
  status?: string;
  severity?: string;
  startedAt?: string;
  services?: string[];
};

const useStyles = makeStyles((theme: Theme) => ({
  properties: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    rowGap: theme.spacing(0.5),
    margin: theme.spacing(0.5, 0),
  },
  status: { margin: 0 },
  text: { overflowWrap: 'anywhere' },
  // The text needs the space on phones
  icon: { [theme.breakpoints.down('xs')]: { display: 'none' } },
}));

/** Props of the search result, which the search page fills in. @public */
export type PostmortemSearchResultProps = {
  icon?: ReactNode;
  result?: SearchDocument;
  highlight?: ResultHighlight;
};

/**
 * A search result with the review status, severity, date and services of a
 * postmortem.
 */
export function PostmortemSearchResult(props: PostmortemSearchResultProps) {
  const { icon, highlight } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const result = props.result as PostmortemResult | undefined;
  const serviceNames = useEntityNames(servicesOf(result));
  if (!result) return null;
  const status = reviewStatusSchema.safeParse(result.status).data;
  const severity = severitySchema.safeParse(result.severity).data;
  const properties = [
    result.incidentKey,
    severity && t(`common.severity.${severity}`),
    result.startedAt?.slice(0, 10),
    formatServices(serviceNames),
  ].filter(Boolean);
  const { title = result.title, text } = highlight?.fields ?? {};
  return (
    <>
      {icon && <ListItemIcon className={classes.icon}>{icon}</ListItemIcon>}
      <ListItemText
        primaryTypographyProps={{ variant: 'h6', className: classes.text }}
        secondaryTypographyProps={{ component: 'div', className: classes.text }}
        primary={
          <Link noTrack to={result.location}>
            <Marked text={title} highlight={highlight} />
          </Link>
        }
        secondary={
          <>
            {properties.length > 0 && (
              <div className={classes.properties}>
                {status && (
                  <Chip
                    size="small"
                    className={classes.status}
                    label={t(`common.reviewStatus.${status}`)}
                  />
                )}
                <span>{properties.join(' · ')}</span>
              </div>
            )}
            <Marked
              text={text ? excerptOf(text, highlight) : excerptOf(result.text)}
              highlight={highlight}
            />
          </>
        }
      />
    </>
  );
}

function Marked(props: { text: string; highlight?: ResultHighlight }) {
  const { text, highlight } = props;
  return highlight ? (
    <HighlightedSearchResultText
      text={text}
      preTag={highlight.preTag}
      postTag={highlight.postTag}
    />
  ) : (
    <>{text}</>
  );
}

/** The services of a result; empty for documents of an older index. */
function servicesOf(result?: PostmortemResult): string[] {
  return (
    searchDocumentSchema.shape.services.safeParse(result?.services).data ?? []
  );
}

function formatServices(names: string[]): string {
  const more = names.length - MAX_SERVICES;
  return [names.slice(0, MAX_SERVICES).join(', '), more > 0 ? `+${more}` : '']
    .filter(Boolean)
    .join(' ');
}
