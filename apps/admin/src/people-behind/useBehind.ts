import type { PeopleCell, PeopleKind } from '@groundswell/contracts';
import { useCallback } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { currentParams } from '../layout/useUrlState.js';
import { BEHIND, type Behind, readBehind, writeBehind } from './behind.js';

const OPENED_HERE = 'openedBehind';

/** Opens the people behind a number. The URL holds it, so that a link shows them and Back closes them. */
export function useOpenPeople<Kind extends PeopleKind>(kind: Kind, side = '') {
  const [, setParams] = useSearchParams();
  return useCallback(
    (cell: PeopleCell<Kind>, at = side) => {
      const next = currentParams();
      next.set(BEHIND, writeBehind({ kind, side: at, cell }));
      setParams(next, { state: { [OPENED_HERE]: true }, preventScrollReset: true });
    },
    [kind, side, setParams],
  );
}

export function useBehind() {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation() as { state: Record<string, unknown> | null };
  const navigate = useNavigate();
  const set = (text: string | null) => {
    const next = currentParams();
    if (text === null) next.delete(BEHIND);
    else next.set(BEHIND, text);
    setParams(next, { replace: true, state, preventScrollReset: true });
  };
  return {
    behind: readBehind(params),
    change: (behind: Behind) => set(writeBehind(behind)),
    // The entry that opening made is taken back, so that Back leads to the page before.
    close: () => (state?.[OPENED_HERE] ? void navigate(-1) : set(null)),
  };
}
