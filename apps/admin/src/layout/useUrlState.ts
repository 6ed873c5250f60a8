import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export type UrlChange = Record<string, string | null>;

/**
 * What the URL says now. The router gives what it said when the page was last drawn: of two settings changed before
 * the next drawing, the second would take back the first.
 */
export const currentParams = (): URLSearchParams => new URLSearchParams(window.location.search);

/** The page's settings live in the URL, so that a link shows the same page; null removes a setting. */
export function useUrlState(): [URLSearchParams, (change: UrlChange) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (values: UrlChange) => {
      const next = currentParams();
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      setParams(next, { replace: true });
    },
    [setParams],
  );
  return [params, change];
}
