import { Progress } from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { retrospectiveRouteRef } from '../../routes';
import { Route, Routes } from '../../routing';
import { PostmortemsListPage } from './PostmortemsListPage';

// Brings charts and graphs, which the list does not need
const RetrospectivePage = lazy(() =>
  import('../RetrospectivePage').then(m => ({ default: m.RetrospectivePage })),
);

/** The list of all postmortems, and each of them. */
export function PostmortemsPage() {
  return (
    <Routes>
      <Route path="/" element={<PostmortemsListPage />} />
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
