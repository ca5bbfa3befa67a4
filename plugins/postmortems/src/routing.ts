/**
 * The only file that knows the router. Backstage moves towards navigation that does not depend on one; then only this
 * file changes.
 */
export { Route, Routes, useNavigate, useSearchParams } from 'react-router-dom';
