import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { retrospectiveRouteRef } from '../../routes';
import { Route, Routes } from '../../routing';
import { OverviewPage } from './OverviewPage';

// Brings charts and graphs, which the overview does not need
const RetrospectivePage = lazy(() =>
  import('../RetrospectivePage').then(m => ({ default: m.RetrospectivePage })),
);

/** All postmortems, and each of them. */
export function PostmortemsPage() {
  return (
    <Routes>
      <Route path="/" element={<OverviewPage />} />
      <Route
        path={retrospectiveRouteRef.path}
        element={
          <Suspense fallback={<Progress />}>
            <RetrospectivePage />
          </Suspense>
        }
      />
    </Routes>
  );
}
