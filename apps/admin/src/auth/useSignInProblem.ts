import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ApiError } from '../api/http.js';
import { useErrorText } from '../feedback/ErrorState.js';

/** A failed sign-in in words; while the rate limit holds, the seconds count down. */
export function useSignInProblem(error: Error | null): string | null {
  const translate = useTranslate();
  const errorText = useErrorText();
  const wait = useWait(error);
  if (!error) return null;
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 401) return translate('gs.signIn.wrong');
  if (status === 429) return wait > 0 ? translate('gs.signIn.tooMany', { smart_count: wait }) : null;
  return status === 0 ? translate('gs.error.network') : errorText(error);
}

const WAIT_UNLESS_TOLD = 60;

/** Seconds until the server takes another attempt; 0 where it does not make wait. */
function useWait(error: Error | null): number {
  const [now, setNow] = useState(() => Date.now());
  const limit = error instanceof ApiError && error.status === 429 ? error : null;
  useEffect(() => {
    if (!limit) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [limit]);
  if (!limit) return 0;
  const end = limit.at + (limit.retryAfter ?? WAIT_UNLESS_TOLD) * 1000;
  return Math.max(0, Math.ceil((end - Math.max(now, limit.at)) / 1000));
}
