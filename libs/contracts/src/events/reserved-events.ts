/**
 * One vocabulary for the bookkeeping events of the SDKs that send to us. The collector maps each dialect to
 * these names; every name here is reserved: it records something about a person, not an act of theirs.
 */
export const RESERVED_EVENTS = [
  '$identify',
  '$create_alias',
  '$groupidentify',
  '$set',
  '$feature_flag_called',
  'Experiment Viewed',
] as const;

/** Views are acts of a person: they are named by the ecosystem, yet they do count as activity. */
export const PAGE_VIEW = '$pageview';
export const SCREEN_VIEW = '$screen';

/** Somebody followed a tracking link; told by the collector itself. */
export const LINK_CLICK = '$link_click';

/** Somebody was shown an advertisement, as a network tells it in an import. */
export const IMPRESSION = '$impression';

/** True for bookkeeping: listed names, and any other `$` name but the two views. */
export function isReservedEvent(event: string): boolean {
  if ((RESERVED_EVENTS as readonly string[]).includes(event)) return true;
  return event.startsWith('$') && event !== PAGE_VIEW && event !== SCREEN_VIEW;
}
