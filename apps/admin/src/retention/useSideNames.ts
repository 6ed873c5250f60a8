import { useTranslate } from 'react-admin';
import { usePlatformName } from '../charts/usePlatformName.js';
import { filterText } from '../filters/filter-text.js';
import { useCohortNames } from '../filters/useKnownNames.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { daysBefore } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import type { RetentionSettings, Side } from './retention-settings.js';

/** What the two sides of a comparison are called: by what sets them apart. */
export function useSideNames(settings: RetentionSettings, days: Days): readonly [string, string] {
  const translate = useTranslate();
  const cohorts = useCohortNames();
  const format = useFormat();
  const { project } = useProject();
  const platformName = usePlatformName();
  if (settings.comparison === 'before') {
    const before = daysBefore(days, settings.period, project.weekStart);
    return [format.span(days.from, days.to), format.span(before.from, before.to)];
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
