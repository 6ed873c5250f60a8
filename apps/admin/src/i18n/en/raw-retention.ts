export const rawRetention = {
  title: 'Raw events',
  text: 'Reports by day, event and platform are counted from rollups, which stay. Everything else needs the events themselves: other filters and breakdowns, hours, what a person did, exports.',
  ever: 'Keep raw events for ever',
  after: 'Delete raw events when they are old',
  days: 'Delete after',
  daysHelp: 'At least %{least} days',
  warning:
    'Once a day, events older than %{days} days are deleted for good, those that are stored now included. Questions that need them can then begin no earlier; reports from rollups do not change.',
  confirmTitle: 'Delete old raw events?',
  keepTitle: 'Keep raw events for longer?',
  keepText: 'What was deleted already does not come back.',
  rawFrom: 'Raw events are complete from %{day} on; older ones were deleted.',
};
