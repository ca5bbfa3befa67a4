import { Link } from '@backstage/core-components';
import type {
  ResultHighlight,
  SearchDocument,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import {
  reviewStatusSchema,
  severitySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { useWords } from '../useWords';

type Found = SearchDocument & {
  incidentKey?: string;
  status?: string;
  severity?: string;
  startedAt?: string;
};

/** A postmortem among the results of a search: what it is about, how bad, when, and how far its review is. */
export function PostmortemSearchResult(props: {
  icon?: ReactNode;
  result?: SearchDocument;
  highlight?: ResultHighlight;
}) {
  const { icon, highlight } = props;
  const { t } = useWords();
  const result = props.result as Found | undefined;
  if (!result) return null;
  const status = reviewStatusSchema.safeParse(result.status).data;
  const severity = severitySchema.safeParse(result.severity).data;
  const marked = (field: 'title' | 'text') =>
    highlight?.fields[field] ? (
      <HighlightedSearchResultText
        text={highlight.fields[field]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[field].slice(0, 300)
    );
  const facts = [
    result.incidentKey,
    severity && t(`list.severity.${severity}`),
    result.startedAt?.slice(0, 10),
    status && t(`list.status.${status}`),
  ].filter(Boolean);
  return (
    <>
      {icon && <ListItemIcon>{icon}</ListItemIcon>}
      <ListItemText
        primaryTypographyProps={{ variant: 'h6' }}
        primary={
          <Link noTrack to={result.location}>
            {marked('title')}
          </Link>
        }
        secondary={
          <>
            <span>{facts.join(' · ')}</span>
            <br />
            {marked('text')}
          </>
        }
      />
    </>
  );
}
