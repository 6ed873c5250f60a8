import type { CodedReason } from '@groundswell/contracts';
import { useLocaleState } from 'react-admin';
import { problemText } from './problem-text.js';

/** A reason that the API gives beside what was asked, in the reader's language as far as it has a code. */
export function useReason(): (reason: string, fault: CodedReason) => string {
  const [locale] = useLocaleState();
  return (message, fault) => problemText({ message, fault }, locale);
}
