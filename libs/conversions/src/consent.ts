const YES = ['true', '1', 'yes', 'granted', 'accepted', 'opt_in', 'optin'];

/** Whether a value says that its person agrees. What is missing or says anything else does not. */
export function isConsent(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  return (
    (typeof value === 'string' || typeof value === 'number') && YES.includes(String(value).toLowerCase())
  );
}
