import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { ErrorState } from '../feedback/ErrorState.js';
import { Splash } from '../feedback/Splash.js';
import { signInPath } from './next-page.js';
import { useMe } from './session.js';

/** Pages within need somebody signed in; others are sent to the sign-in page and back. */
export function RequireSession() {
  const { data: me, isPending, error, refetch } = useMe();
  const location = useLocation();
  if (isPending) return <Splash />;
  if (me) return <Outlet />;
  if (me === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Navigate to={signInPath(location)} replace />;
}
