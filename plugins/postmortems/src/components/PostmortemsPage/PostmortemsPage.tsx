import { Route, Routes } from '../../routing';
import { PostmortemsListPage } from './PostmortemsListPage';

/** The list of all postmortems. */
export function PostmortemsPage() {
  return (
    <Routes>
      <Route path="/" element={<PostmortemsListPage />} />
    </Routes>
  );
}
