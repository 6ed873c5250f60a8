/** Index of the variation that a URL forces by `?experiment-key=1`; null where it forces none that there is. */
export function getQueryStringOverride(key: string, url: string, variations: number): number | null {
  const query = url.split('?')[1]?.replace(/#.*/, '');
  const pair = query
    ?.split('&')
    .map((text) => text.split('='))
    .find(([name]) => name === key);
  const index = Number.parseInt(pair?.[1] ?? '');
  return index >= 0 && index < variations ? index : null;
}
