import { useTranslate } from 'react-admin';
import { usePlatformName } from '../charts/usePlatformName.js';
import { filterText } from '../filters/filter-text.js';
import { useCohortNames } from '../filters/useKnownNames.js';
import { useFormat } from '../i18n/useFormat.js';
import { addDays, daysBetween } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import type { RetentionSettings, Side } from './retention-settings.js';

/** What the two sides of a comparison are called: by what sets them apart. */
export function useSideNames(settings: RetentionSettings, { from, to }: Days): readonly [string, string] {
  const translate = useTranslate();
  const cohorts = useCohortNames();
  const format = useFormat();
  const platformName = usePlatformName();
  if (settings.comparison === 'before') {
    const before = addDays(from, -daysBetween(from, to) - 1);
    return [format.span(from, to), format.span(before, addDays(from, -1))];
  }
  const name = (side: Side) =>
    [
      side.cohortEvent,
      side.returnEvent && `→ ${side.returnEvent}`,
      side.platform && platformName(side.platform),
      ...side.filters.map((filter) =>
        filterText(filter, (operator) => translate(`gs.filters.${operator}`), cohorts),
      ),
    ]
      .filter(Boolean)
      .join(' · ') || translate('gs.retention.everybody');
  const [own, other] = [name(settings), name(settings.other)];
  // Two of one name could not be told apart.
  return own === other ? [own, `${other} (2)`] : [own, other];
}
