import { Link } from '@backstage/core-components';
import { parseEntityRef } from '@backstage/catalog-model';
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
import { useWords } from '../shared/useWords';
import { excerptOf } from './excerptOf';

/** Services that are named; of more there is only the number. */
const NAMED_SERVICES = 3;

type Found = SearchDocument & {
  incidentKey?: string;
  status?: string;
  severity?: string;
  startedAt?: string;
  services?: string[];
};

const useStyles = makeStyles((theme: Theme) => ({
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    rowGap: theme.spacing(0.5),
    margin: theme.spacing(0.5, 0),
  },
  status: { margin: 0 },
  text: { overflowWrap: 'anywhere' },
  // The icon is decoration; on a phone the words need its place
  icon: { [theme.breakpoints.down('xs')]: { display: 'none' } },
}));

/** Props of the search result, which the search page fills in. @public */
export type PostmortemSearchResultProps = {
  icon?: ReactNode;
  result?: SearchDocument;
  highlight?: ResultHighlight;
};

/** A postmortem among the results of a search: what it is about, how far its review is, how bad, when, and which services. */
export function PostmortemSearchResult(props: PostmortemSearchResultProps) {
  const { icon, highlight } = props;
  const classes = useStyles();
  const { t } = useWords();
  const result = props.result as Found | undefined;
  if (!result) return null;
  const status = reviewStatusSchema.safeParse(result.status).data;
  const severity = severitySchema.safeParse(result.severity).data;
  const facts = [
    result.incidentKey,
    severity && t(`common.severity.${severity}`),
    result.startedAt?.slice(0, 10),
    servicesOf(result),
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
            {facts.length > 0 && (
              <div className={classes.facts}>
                {status && (
                  <Chip
                    size="small"
                    className={classes.status}
                    label={t(`common.reviewStatus.${status}`)}
                  />
                )}
                <span>{facts.join(' · ')}</span>
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

/** Names of the services; empty for documents of an index that older code has written. */
function servicesOf({ services }: Found): string {
  const refs = searchDocumentSchema.shape.services.safeParse(services).data;
  const names = (refs ?? []).map(ref => parseEntityRef(ref).name);
  const more = names.length - NAMED_SERVICES;
  return [names.slice(0, NAMED_SERVICES).join(', '), more > 0 ? `+${more}` : '']
    .filter(Boolean)
    .join(' ');
}
