export const range = {
  label: 'Range',
  last7: 'Last 7 days',
  last28: 'Last 28 days',
  last90: 'Last 90 days',
  last180: 'Last 180 days',
  all: 'All data',
  custom: 'Custom…',
  from: 'From',
  to: 'To',
  apply: 'Apply',
  invalid: 'The first day must not be after the last.',
  anchored: 'Data ends on %{date}; ranges count back from there.',
};
