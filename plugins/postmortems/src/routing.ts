/**
 * The only file that imports the router, because Backstage moves towards
 * router-independent navigation.
 */
export { Route, Routes, useNavigate, useSearchParams } from 'react-router-dom';
