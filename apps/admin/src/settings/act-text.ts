type Translate = (key: string, options?: Record<string, unknown>) => string;

/** What was done in words: `flag.update` is "Flag changed". Words that are not known stay as they are. */
export function actText(action: string, translate: Translate): string {
  const [thing = '', verb = ''] = action.split('.');
  return translate('gs.audit.act', {
    thing: translate(`gs.audit.things.${thing}`, { _: thing }),
    verb: translate(`gs.audit.verbs.${verb}`, { _: verb }),
  });
}

/** Things that have a page under their resource and id. */
const WITH_PAGE = new Set(['flags', 'experiments', 'cohorts', 'dashboards']);

/** Where in the project that is which was acted on; null where it has no page, or no longer one. */
export function pageOfTarget(target: string, action: string): string | null {
  const [resource = '', id = '', more] = target.split('/');
  const isThere = WITH_PAGE.has(resource) && /^\d+$/.test(id) && more === undefined;
  return isThere && !action.endsWith('.delete') ? target : null;
}
