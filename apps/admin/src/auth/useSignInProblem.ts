import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ApiError } from '../api/http.js';

/** A failed sign-in in words; while the rate limit holds, the seconds count down. */
export function useSignInProblem(error: Error | null): string | null {
  const translate = useTranslate();
  const wait = useCountdown(
    error instanceof ApiError && error.status === 429 ? (error.retryAfter ?? 60) : 0,
    error,
  );
  if (!error) return null;
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 401) return translate('gs.signIn.wrong');
  if (status === 429) return wait > 0 ? translate('gs.signIn.tooMany', { smart_count: wait }) : null;
  return status === 0 ? translate('gs.error.network') : error.message;
}

function useCountdown(seconds: number, cause: unknown): number {
  const [end, setEnd] = useState(0);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (seconds <= 0) return;
    const start = Date.now();
    setEnd(start + seconds * 1000);
    setNow(start);
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [seconds, cause]);
  return seconds > 0 ? Math.max(0, Math.ceil((end - now) / 1000)) : 0;
}
