/** Where a person can be active. A person has at most one of the two apps. */
export const WEB = 0;
export const APP = 1;
export const MINI = 2;
export type End = typeof WEB | typeof APP | typeof MINI;
export const ENDS: readonly End[] = [WEB, APP, MINI];

/** A set of ends, a bit each. */
export type EndSet = number;

export const setOf = (end: End): EndSet => 1 << end;
export const has = (ends: EndSet, end: End): boolean => (ends & (1 << end)) !== 0;

const SIZES = [0, 1, 1, 2, 1, 2, 2, 3];
export const sizeOf = (ends: EndSet): number => SIZES[ends]!;
