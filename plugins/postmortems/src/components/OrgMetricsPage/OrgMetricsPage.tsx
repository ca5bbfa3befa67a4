import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { postmortemRouteRef } from '../../routes';
import { Route, Routes } from '../../routing';
import { OverviewPage } from './OverviewPage';

// Brings charts and graphs, which the overview does not need
const PostmortemPage = lazy(() =>
  import('../PostmortemPage').then(m => ({ default: m.PostmortemPage })),
);

/** All postmortems, and each of them. */
export function OrgMetricsPage() {
  return (
    <Routes>
      <Route path="/" element={<OverviewPage />} />
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
