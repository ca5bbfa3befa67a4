import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { postmortemRouteRef, sourcesRouteRef } from '../../routes';
import { Route, Routes } from '../../routing';
import { OrgMetricsPage } from '../OrgMetricsPage';

// Loads the charts and graphs of a postmortem only when one is opened
const PostmortemPage = lazy(() =>
  import('../PostmortemPage').then(m => ({ default: m.PostmortemPage })),
);

const SourcesPage = lazy(() =>
  import('../SourcesPage').then(m => ({ default: m.SourcesPage })),
);

/** The organisation page at the root, and sources and each postmortem below it. */
export function Router() {
  return (
    <Routes>
      <Route path="/" element={<OrgMetricsPage />} />
      <Route
        path={sourcesRouteRef.path}
        element={
          <Suspense fallback={<Progress />}>
            <SourcesPage />
          </Suspense>
        }
      />
      <Route
        path={postmortemRouteRef.path}
        element={
          <Suspense fallback={<Progress />}>
            <PostmortemPage />
          </Suspense>
        }
      />
    </Routes>
  );
}
