import { useEffect, useState } from 'react';
import { useUrlState } from '../layout/useUrlState.js';

const PAUSE_MS = 250;

/** What is typed, and what it is searched for after a pause; the latter stands in the address. */
export function useSearchText(): { typed: string; searched: string; type(text: string): void } {
  const [params, change] = useUrlState();
  const searched = params.get('q') ?? '';
  const [typed, type] = useState(searched);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== searched) change({ q: typed.trim() });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, searched, change]);
  return { typed, searched, type };
}
