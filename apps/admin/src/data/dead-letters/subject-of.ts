/** Which event a letter is about, and of whom, as far as its payload can be read. */
export function subjectOf(payload: string): string[] {
  try {
    const { event, userId, anonymousId } = JSON.parse(payload) as Record<string, unknown>;
    return [event, userId ?? anonymousId].filter(
      (text) => typeof text === 'string' && text !== '',
    ) as string[];
  } catch {
    return [];
  }
}
