import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export type UrlChange = Record<string, string | null>;

/** The page's settings live in the URL, so that a link shows the same page; null removes a setting. */
export function useUrlState(): [URLSearchParams, (change: UrlChange) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (values: UrlChange) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return [params, change];
}
